/** Kinds that carry a pod specification, by `group/plural` as policies match them; the core group is empty. */
export const workloadKinds = {
  '/pods': 'Pod',
  '/podtemplates': 'PodTemplate',
  '/replicationcontrollers': 'ReplicationController',
  'apps/deployments': 'Deployment',
  'apps/statefulsets': 'StatefulSet',
  'apps/daemonsets': 'DaemonSet',
  'apps/replicasets': 'ReplicaSet',
  'batch/jobs': 'Job',
  'batch/cronjobs': 'CronJob',
} as const satisfies Record<string, string>;

/** Subresources that carry the whole pod. `scale` and `status` do not. */
export const podSubresources = ['/pods/ephemeralcontainers', '/pods/resize'] as const;
