import type { ClusterSpec } from './schema/cluster';

/** Components that the data of a cluster can pin. */
export type PlatformName = keyof ClusterSpec['platform'];

/** The ingress controller that a cluster does not run, though its data may pin it: changing over is one field. */
const idleIngress = { nginx: 'traefik', traefik: 'ingress-nginx' } as const satisfies Record<ClusterSpec['ingress'], PlatformName>;

/** Whether a cluster runs a component: its data pin it, and another field does not choose something else in its place. */
export const isInstalled = ({ platform, ingress, storage }: ClusterSpec, name: PlatformName): boolean =>
  platform[name] !== undefined && name !== idleIngress[ingress] && (name !== 'longhorn' || storage.provider === 'longhorn');
