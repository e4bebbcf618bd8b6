import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fluxNamespace } from '../../../charts-src/guardrails/unit-names';
import type { ToolName } from '../../../tools/catalogue';
import { realTool } from '../../tool';
import type { Any, Api } from './api';
import type { ControlPlane } from './control-plane';
import { freePorts, loopback } from './ports';
import type { Programs } from './programs';
import { tokenOf } from './tokens';
import type { Web } from './web';

/** The controllers of the tree, in the order in which they are started. */
export const fluxControllers = ['source-controller', 'kustomize-controller', 'helm-controller', 'notification-controller'] as const;

/** Flags of the tree that only a pod can have: addresses of the cluster's own DNS, folders of the image, an election among pods. */
const ofPods = ['--events-addr', '--storage-path', '--storage-adv-addr', '--enable-leader-election'];

/**
 * The real controllers, as processes of this machine. Each has the rights of its service account and the flags of its Deployment,
 * apart from addresses and folders. Their pods, which KWOK plays, do nothing.
 */
export async function startFlux(programs: Programs, plane: ControlPlane, web: Web): Promise<void> {
  for (const name of fluxControllers) await startController(programs, plane, web, name);
}

async function startController(programs: Programs, plane: ControlPlane, web: Web, name: ToolName): Promise<void> {
  const [metrics = 0, health = 0, serve = 0, receive = 0] = await freePorts(4);
  const folder = join(programs.folder, name);
  mkdirSync(join(folder, 'storage'), { recursive: true });
  const running = await programs.start(
    name,
    realTool(name),
    [
      ...(await flagsOf(plane.admin, name)).filter((flag) => !ofPods.includes(flag.split('=')[0] ?? '')),
      '--enable-leader-election=false',
      `--metrics-addr=${loopback}:${metrics}`,
      `--health-addr=${loopback}:${health}`,
      ...(name === 'source-controller'
        ? [`--storage-path=${join(folder, 'storage')}`, `--storage-addr=${loopback}:${serve}`, `--storage-adv-addr=${loopback}:${serve}`]
        : []),
      ...(name === 'notification-controller'
        ? [`--events-addr=${loopback}:${serve}`, `--receiverAddr=${loopback}:${receive}`]
        : ['--events-addr=']),
    ],
    {
      KUBECONFIG: plane.configFor(name, { token: await tokenOf(plane.admin, fluxNamespace, name) }),
      RUNTIME_NAMESPACE: fluxNamespace,
      TMPDIR: folder,
      ...web.variables,
    },
  );
  await programs.ready(running, 120, async () => ((await fetch(`http://${loopback}:${health}/readyz`)).ok ? true : undefined));
}

/** Flags of a controller as its Deployment in the cluster gives them. */
async function flagsOf(api: Api, name: string): Promise<string[]> {
  const { spec } = await api.get('apps/v1', 'Deployment', name, fluxNamespace);
  const [container] = spec.template.spec.containers;
  return container.args.map((flag: string) => flag.replaceAll(/\$\((\w+)\)/g, (_, variable) => fieldOf(container, variable)));
}

/** The namespace is the one value that Flux' flags take from their environment. */
function fieldOf(container: Any, variable: string): string {
  const found = container.env.find(({ name }: Any) => name === variable);
  if (found?.valueFrom?.fieldRef?.fieldPath === 'metadata.namespace') return fluxNamespace;
  throw new Error(`a flag of ${container.name} takes ${variable}, which the test cannot give`);
}
