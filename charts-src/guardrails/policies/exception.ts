import { celString } from './cel';
import { auditSuffix, type PolicyException, type PolicyExceptionObject, policyApiVersion } from './policy';

/**
 * Lets one named workload past one policy, with the ReplicaSets, Jobs and Pods that its controllers make of it.
 * Those are known by their owner, never by a prefix of their name: `web-` would also let the pods of `web-db` past.
 * The condition must compile and never fail: Kyverno drops a policy whose exception does not compile.
 */
export function exceptionObject(exception: PolicyException, namespace: string, audited: boolean): PolicyExceptionObject {
  const { policy } = exception;
  return {
    apiVersion: policyApiVersion,
    kind: 'PolicyException',
    metadata: {
      // Dots part the names, since none of them can hold one.
      name: `${policy}.${exception.namespace}.${exception.name}`,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'platform' },
      annotations: { 'platform.o4g/reason': exception.reason, 'platform.o4g/expires': exception.expires },
    },
    spec: {
      policyRefs: [policy, ...(audited ? [`${policy}${auditSuffix}`] : [])].map((name) => ({ kind: 'ValidatingPolicy', name })),
      matchConditions: [
        { name: 'namespace', expression: `request.namespace == ${celString(exception.namespace)}` },
        { name: 'workload', expression: isOrBelongsTo(exception.name) },
      ],
      // The last day counts as a whole.
      expiresAt: `${exception.expires}T23:59:59Z`,
    },
  };
}

/** CEL: the object is called `name`, or a controller made it on behalf of the object called `name`. */
function isOrBelongsTo(name: string): string {
  const exact = celString(name);
  const prefix = celString(`${name}-`);
  const prefixLength = Array.from(name).length + 1;
  return [
    `object.?metadata.?name.orValue('') == ${exact}`,
    `object.?metadata.?ownerReferences.orValue([]).exists(owner, owner.?controller.orValue(false) == true && (owner.name == ${exact}`,
    // A Deployment's ReplicaSet is called <deployment>-<pod-template-hash>, and its pods carry that hash.
    `(owner.kind == 'ReplicaSet' && owner.name == ${prefix} + object.metadata.?labels[?'pod-template-hash'].orValue('?'))`,
    // A CronJob's Job is called <cronjob>-<minutes since 1970>.
    `(owner.kind == 'Job' && owner.name.startsWith(${prefix}) && owner.name.substring(${prefixLength}).matches('^[0-9]{8}$'))))`,
  ].join(' || ');
}
