/** A third-party program that the platform runs: built from a pinned module below `tools/`, or found on PATH in that version. */
export interface Tool {
  readonly name: string;
  /** Folder below `tools/` with its go.mod. */
  readonly folder: string;
  /** Go package of the program. */
  readonly pkg: string;
  /** Module whose version in go.mod is the program's. */
  readonly module: string;
  /** Arguments that print the version. */
  readonly versionArgs: readonly string[];
  /** Variable that names the program to tests and to people who bring their own. */
  readonly environment: string;
}

export const tools = {
  kyverno: {
    name: 'kyverno',
    folder: 'kyverno',
    pkg: 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno',
    module: 'github.com/kyverno/kyverno',
    versionArgs: ['version'],
    environment: 'PLATFORM_TOOL_KYVERNO',
  },
  promtool: {
    name: 'promtool',
    folder: 'promtool',
    pkg: 'github.com/prometheus/prometheus/cmd/promtool',
    module: 'github.com/prometheus/prometheus',
    versionArgs: ['--version'],
    environment: 'PLATFORM_TOOL_PROMTOOL',
  },
  sops: {
    name: 'sops',
    folder: 'sops',
    pkg: 'github.com/getsops/sops/v3/cmd/sops',
    module: 'github.com/getsops/sops/v3',
    versionArgs: ['--version', '--disable-version-check'],
    environment: 'PLATFORM_TOOL_SOPS',
  },
} as const satisfies Record<string, Tool>;
export type ToolName = keyof typeof tools;
