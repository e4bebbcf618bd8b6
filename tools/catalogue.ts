/** A third-party program that the platform runs: built from a pinned module below `tools/`, or found on PATH in that version. */
export interface Tool {
  readonly name: string;
  /** Folder below `tools/` with its go.mod. */
  readonly folder: string;
  /** Go package of the program. */
  readonly pkg: string;
  /** Module whose version in go.mod is the program's. */
  readonly module: string;
  /** Arguments that print the version; absent where a program cannot: it is then never taken from PATH. */
  readonly versionArgs?: readonly string[];
  /** Flags of the linker for a version; default: none. */
  readonly ldflags?: (version: string) => string;
  /** Variable that names the program to tests and to people who bring their own. */
  readonly environment: string;
}

const kubernetes = (name: string): Tool => ({
  name,
  folder: 'kubernetes',
  pkg: `k8s.io/kubernetes/cmd/${name}`,
  module: 'k8s.io/kubernetes',
  versionArgs: ['--version'],
  // What a build from a checkout stamps: charts ask the server for its version.
  ldflags: (version) => {
    const [major, minor] = version.slice(1).split('.');
    const stamp = { gitVersion: version, gitMajor: major, gitMinor: minor };
    return Object.entries(stamp)
      .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
      .join(' ');
  },
  environment: variable(name),
});

const flux = (part: string): Tool => ({
  name: `${part}-controller`,
  folder: `flux-${part}`,
  pkg: `github.com/fluxcd/${part}-controller`,
  module: `github.com/fluxcd/${part}-controller`,
  environment: variable(`${part}-controller`),
});

/** `PLATFORM_TOOL_KUBE_APISERVER` for kube-apiserver. */
function variable(name: string): string {
  return `PLATFORM_TOOL_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** In the order in which a cold machine builds them: what shares most comes first. */
export const tools = {
  kyverno: {
    name: 'kyverno',
    folder: 'kyverno',
    pkg: 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno',
    module: 'github.com/kyverno/kyverno',
    versionArgs: ['version'],
    environment: variable('kyverno'),
  },
  promtool: {
    name: 'promtool',
    folder: 'promtool',
    pkg: 'github.com/prometheus/prometheus/cmd/promtool',
    module: 'github.com/prometheus/prometheus',
    versionArgs: ['--version'],
    environment: variable('promtool'),
  },
  sops: {
    name: 'sops',
    folder: 'sops',
    pkg: 'github.com/getsops/sops/v3/cmd/sops',
    module: 'github.com/getsops/sops/v3',
    versionArgs: ['--version', '--disable-version-check'],
    environment: variable('sops'),
  },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  etcd: {
    name: 'etcd',
    folder: 'etcd',
    pkg: 'go.etcd.io/etcd/server/v3',
    module: 'go.etcd.io/etcd/server/v3',
    versionArgs: ['--version'],
    environment: variable('etcd'),
  },
  kwok: {
    name: 'kwok',
    folder: 'kwok',
    pkg: 'sigs.k8s.io/kwok/cmd/kwok',
    module: 'sigs.k8s.io/kwok',
    versionArgs: ['--version'],
    environment: variable('kwok'),
  },
  'kustomize-controller': flux('kustomize'),
  'source-controller': flux('source'),
  'helm-controller': flux('helm'),
  'notification-controller': flux('notification'),
  'kyverno-admission': {
    name: 'kyverno-admission',
    folder: 'kyverno',
    pkg: 'github.com/kyverno/kyverno/cmd/kyverno',
    module: 'github.com/kyverno/kyverno',
    environment: variable('kyverno-admission'),
  },
} as const satisfies Record<string, Tool>;
export type ToolName = keyof typeof tools;
