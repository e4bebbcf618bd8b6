/** Ports of the controllers' own choosing: the same in all of them. */
export const ports = { artifacts: 9090, events: 9090, metrics: 8080, health: 9440 } as const;

/** One of Flux's controllers; what it does not state is the same for all. */
export interface Controller {
  /** Name of its Deployment, service account and image repository. */
  readonly name: `${'source' | 'kustomize' | 'helm' | 'notification'}-controller`;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Serves HTTP to the other controllers: artifacts or events. */
  readonly serves?: number;
  /** Path and port that say it is ready to serve. */
  readonly ready: { readonly path: string; readonly port: 'healthz' | 'http' };
  /** Empty folders: mount path → bound. `/tmp` is every controller's. */
  readonly folders: Readonly<Record<string, string>>;
  /** Memory that is kept for it; the limit is 1Gi for all. */
  readonly memory: string;
  /** Seconds to finish what it does when it is stopped. */
  readonly grace: number;
  /** Old and new never run side by side: they would serve different artifacts. */
  readonly recreate?: true;
  /** The cluster cannot be repaired without it, so it is not evicted for anything else. */
  readonly critical: boolean;
}

/** An environment's own unit and its monitors wait for health at the same time; its other units precede the first. */
const waitingUnitsOfAnEnvironment = 2;
/** Units of the platform that may wait at the same time as all of them. */
const waitingUnitsOfThePlatform = 12;
/** Workers come in steps, so that a new environment does not restart the controller. */
const workerStep = 20;
/** More releases than the platform has components. */
const concurrentReleases = 12;

/** Workers of the kustomize-controller: none waits in a queue, so that a rollback starts at once beside rollouts that fail. */
export const kustomizeWorkers = (environments: number): number =>
  Math.ceil((waitingUnitsOfAnEnvironment * environments + waitingUnitsOfThePlatform) / workerStep) * workerStep;

const common = ['--watch-all-namespaces=true', '--log-level=info', '--log-encoding=json', '--enable-leader-election'];
/** Objects refer to objects of their own namespace only. */
const ownNamespace = '--no-cross-namespace-refs=true';
/** What names no service account runs as one without rights, never with the controller's own. */
const noRightsByAccident = '--default-service-account=default';
/** The default of 30 s would be waited once for every step of the chain of units. */
const dependencies = '--requeue-dependency=5s';

/** @param namespace namespace of Flux */
export function controllers(namespace: string, environments: number): readonly Controller[] {
  const events = `--events-addr=http://notification-controller.${namespace}.svc.cluster.local./`;
  const ready = { path: '/readyz', port: 'healthz' } as const;
  return [
    {
      name: 'source-controller',
      args: [
        events,
        ...common,
        dependencies,
        '--storage-path=/data',
        `--storage-adv-addr=source-controller.${namespace}.svc.cluster.local.`,
      ],
      // The trust root of signature verification is written at run time; the root file system is read-only.
      env: { TUF_ROOT: '/tmp/.sigstore' },
      serves: ports.artifacts,
      ready: { path: '/', port: 'http' },
      folders: { '/data': '2Gi', '/tmp': '1Gi' },
      memory: '128Mi',
      grace: 10,
      recreate: true,
      critical: true,
    },
    {
      name: 'kustomize-controller',
      args: [
        events,
        ...common,
        dependencies,
        ownNamespace,
        noRightsByAccident,
        '--no-remote-bases=true',
        `--concurrent=${kustomizeWorkers(environments)}`,
        // A new revision ends the wait for a rollout that fails: a rollback does not stand behind its time-out.
        '--feature-gates=CancelHealthCheckOnNewRevision=true',
      ],
      ready,
      folders: { '/tmp': '1Gi' },
      memory: '256Mi',
      grace: 60,
      critical: true,
    },
    {
      name: 'helm-controller',
      args: [events, ...common, dependencies, ownNamespace, noRightsByAccident, `--concurrent=${concurrentReleases}`],
      ready,
      folders: { '/tmp': '1Gi' },
      memory: '256Mi',
      // A release that is interrupted stays locked.
      grace: 600,
      critical: true,
    },
    {
      name: 'notification-controller',
      args: [...common, ownNamespace],
      serves: ports.events,
      ready,
      folders: { '/tmp': '100Mi' },
      memory: '64Mi',
      grace: 10,
      critical: false,
    },
  ];
}
