export { type Compiled, compilePolicies, type PolicyData } from './compile';
export type { PolicyFault } from './fault';
export { loadPolicies, policyFile, policyNames } from './load';
export type { PolicyException, PolicyExceptionObject, PolicyScope, ValidatingPolicy } from './policy';
