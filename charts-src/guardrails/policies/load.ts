import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, SourceError } from '../../source-file';
import { auditSuffix, policyApiVersion, type ValidatingPolicy } from './policy';

const folder = 'policies';

/** Folder names below `policies/`, a policy each, sorted; empty where there is no such folder. `root`: the repository. */
export function policyNames(root: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Path of a policy, relative to the repository. */
export function policyFile(name: string): string {
  return `${folder}/${name}/policy.yaml`;
}

/** The base policies by name, in sorted order. Throws where a file is not what its folder promises. */
export function loadPolicies(root: string): ReadonlyMap<string, ValidatingPolicy> {
  const names = policyNames(root);
  // Without this, a folder that was lost would take admission away without a word.
  if (names.length === 0) throw new SourceError(`${folder}/: holds no policy; bring it back`);
  return new Map(names.map((name) => [name, load(root, name)]));
}

function load(root: string, name: string): ValidatingPolicy {
  const file = policyFile(name);
  const refuse = (why: string): never => {
    throw new SourceError(`${file}: ${why}`);
  };
  if (!/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name)) refuse('its folder must be lower-case letters, digits and hyphens');
  if (name.endsWith(auditSuffix)) refuse(`names ending in ${auditSuffix} are those of generated variants`);
  const policy = readSource(root, file) as ValidatingPolicy | null;
  if (policy?.apiVersion !== policyApiVersion || policy.kind !== 'ValidatingPolicy')
    return refuse(`must be a ${policyApiVersion} ValidatingPolicy; it is ${policy ? `${policy.apiVersion} ${policy.kind}` : 'empty'}`);
  if (policy.metadata?.name !== name) refuse(`metadata.name must be that of its folder; it is ${policy.metadata?.name}`);
  if (policy.spec?.validationActions?.join() !== 'Deny')
    refuse(`spec.validationActions must be [Deny]; it is [${policy.spec?.validationActions}], and scopes relax it`);
  if ((policy.spec.failurePolicy ?? 'Fail') !== 'Fail')
    refuse(`spec.failurePolicy must be Fail; it is ${policy.spec.failurePolicy}, and scopes relax it`);
  if (!policy.spec.matchConstraints?.resourceRules?.length) refuse('spec.matchConstraints.resourceRules must name what it matches');
  return policy;
}
