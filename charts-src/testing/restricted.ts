import type { Any } from './sample';

const kindsOfVolume = ['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret'];

/** What keeps a pod template out of Pod Security `restricted`, or out of the platform's own rules; empty where nothing does. */
export function departures(template: Any): string[] {
  const pod = template.spec;
  const containers: Any[] = [...(pod.initContainers ?? []), ...pod.containers];
  const found: string[] = [];
  const expect = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  expect(pod.securityContext?.runAsNonRoot === true && pod.securityContext.runAsUser > 0, 'runs as root');
  expect(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile');
  expect(!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, 'shares namespaces of the host');
  expect(pod.enableServiceLinks === false, 'gets variables of every Service');
  for (const { name, ...volume } of pod.volumes ?? [])
    expect(Object.keys(volume).length === 1 && kindsOfVolume.includes(Object.keys(volume)[0] ?? ''), `mounts ${name} of a forbidden kind`);
  for (const { name, securityContext: context, resources, ports, livenessProbe, volumeMounts } of containers) {
    expect(context?.allowPrivilegeEscalation === false && !context.privileged, `${name} may escalate`);
    expect(context?.capabilities?.drop?.includes('ALL') && !context.capabilities.add, `${name} keeps capabilities`);
    expect(context?.readOnlyRootFilesystem === true, `${name} writes its root file system`);
    expect(context?.runAsNonRoot === true && context.runAsUser !== 0, `${name} runs as root`);
    expect(Boolean(resources?.requests?.cpu && resources.requests.memory && resources.limits?.cpu), `${name} has no requests and limits`);
    expect(resources?.limits?.memory === resources?.requests?.memory, `${name} overcommits memory`);
    expect(
      (ports ?? []).every((port: Any) => port.hostPort === undefined && port.containerPort > 1023),
      `${name} has a privileged port`,
    );
    expect(!livenessProbe?.httpGet?.host, `${name} is probed elsewhere`);
    const mounted: string[] = (volumeMounts ?? []).map((mount: Any) => mount.name);
    expect(
      mounted.every((mount) => pod.volumes.some((volume: Any) => volume.name === mount)),
      `${name} mounts a volume that the pod does not have`,
    );
  }
  return found;
}

/** Bytes of a Kubernetes quantity with a binary suffix. */
export const bytesOf = (quantity: string): number =>
  Number.parseInt(quantity, 10) * { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 }[quantity.replace(/\d+/, '') as 'Ki'];

/** Millicores of a Kubernetes quantity. */
export const millicoresOf = (quantity: string): number => Number.parseInt(quantity, 10) * (quantity.endsWith('m') ? 1 : 1000);
