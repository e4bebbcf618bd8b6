import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { KubernetesObject } from '../../../charts-src/tree/objects';
import { realTool } from '../../tool';
import type { Any } from './api';
import { type Packed, pack, type Wanted } from './charts';
import type { ControlPlane } from './control-plane';
import { freePorts, loopback } from './ports';
import type { Programs, Running } from './programs';
import { tokenOf } from './tokens';
import { until } from './wait';

const namespace = 'kyverno';
const controller = 'kyverno-admission-controller';

/**
 * Kyverno's chart as its module carries it. A subchart that stands in another repository (the definitions of its policies) is
 * SIMULATED by one that holds the definitions of the module.
 */
export function packKyverno(definitions: readonly KubernetesObject[], work: string, wanted: Wanted, folder: string): Packed {
  const chart = join(work, wanted.name);
  cpSync(folder, chart, { recursive: true });
  const api = join(chart, 'charts/kyverno-api');
  mkdirSync(join(api, 'crds'), { recursive: true });
  const about = { apiVersion: 'v2', name: 'kyverno-api', version: '0.0.1-alpha.4', description: 'SIMULATED in a test: definitions alone.' };
  writeFileSync(join(api, 'Chart.yaml'), stringify(about));
  for (const definition of definitions)
    if (definition.metadata.name.endsWith('.policies.kyverno.io'))
      writeFileSync(join(api, 'crds', `${definition.metadata.name}.yaml`), JSON.stringify(definition));
  return pack(work, wanted);
}

/** Flags of the Deployment that only a pod can have. */
const ofPods = [
  '--servicePort',
  '--webhookServerPort',
  '--serverIP',
  '--otelConfig',
  '--otelCollector',
  '--metricsPort',
  '--disableMetrics',
  '--tracingAddress',
  '--tracingPort',
];

/**
 * Kyverno's real admission controller, as a process of this machine, once its release has brought its Deployment. It has the
 * rights of its service account and the flags of its Deployment, apart from addresses; the API server calls it on loopback.
 */
export async function startKyverno(programs: Programs, plane: ControlPlane): Promise<Running> {
  const { admin } = plane;
  const deployment = await until('the Deployment of Kyverno', 300, () => admin.find('apps/v1', 'Deployment', controller, namespace));
  const [container] = deployment.spec.template.spec.containers;
  const [port = 0] = await freePorts(1);
  return programs.start(
    controller,
    realTool('kyverno-admission'),
    [
      `--kubeconfig=${plane.configFor(controller, { token: await tokenOf(admin, namespace, controller) })}`,
      ...container.args.filter((flag: string) => !ofPods.includes(flag.split('=')[0] ?? '')),
      `--serverIP=${loopback}:${port}`,
      `--webhookServerPort=${port}`,
      '--disableMetrics=true',
      '--controllerRuntimeMetricsAddress=0',
    ],
    Object.fromEntries(container.env.map(({ name, value, valueFrom }: Any) => [name, value ?? fieldOf(valueFrom)])),
  );
}

/** What a field of the pod would be. */
function fieldOf(source: Any): string {
  const path: string = source?.fieldRef?.fieldPath ?? '';
  const known: Readonly<Record<string, string>> = {
    'metadata.namespace': namespace,
    'metadata.name': `${controller}-0`,
    'spec.serviceAccountName': controller,
  };
  const value = known[path];
  if (value === undefined) throw new Error(`Kyverno takes ${JSON.stringify(source)}, which the test cannot give`);
  return value;
}
