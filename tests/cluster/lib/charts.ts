import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { KubernetesObject } from '../../../charts-src/tree/objects';
import { type Site, send } from './web';

/** A chart of one version, packed, and the address that the tree fetches it from. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  /** `https://…` of a Helm repository, or `oci://…` of the chart itself. */
  readonly source: string;
  readonly bytes: Buffer;
}
export interface Wanted {
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

/** A chart as its project publishes it, from a folder. */
export function packFolder(work: string, wanted: Wanted, folder: string): Packed {
  const copy = join(work, wanted.name);
  // Modules are read only, and so would be a plain copy of them.
  cpSync(folder, copy, { recursive: true, mode: 0 });
  return pack(work, wanted);
}

/** SIMULATED: a chart of that name and version which brings definitions and runs nothing. */
export function packSimulation(work: string, wanted: Wanted, definitions: readonly KubernetesObject[]): Packed {
  const { name, version } = wanted;
  const write = (file: string, text: string) => {
    mkdirSync(join(work, name, file, '..'), { recursive: true });
    writeFileSync(join(work, name, file), text);
  };
  write('Chart.yaml', stringify({ apiVersion: 'v2', name, version, description: 'SIMULATED in a test: definitions alone, nothing runs.' }));
  for (const definition of definitions) write(`crds/${definition.metadata.name}.yaml`, JSON.stringify(definition));
  return pack(work, wanted);
}

/** The folder `<work>/<name>`, as Helm packs a chart. */
export function pack(work: string, wanted: Wanted): Packed {
  return { ...wanted, bytes: execFileSync('tar', ['-czf', '-', '-C', work, wanted.name], { maxBuffer: 2 ** 27 }) };
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The sites that serve charts, by host: Helm repositories, and read-only OCI registries. */
export function chartSites(charts: readonly Packed[]): Record<string, Site> {
  const hosts = new Map<string, Map<string, Served>>();
  const serve = (url: URL, path: string, type: string, body: Buffer, digest?: string) => {
    const files = hosts.get(url.host) ?? new Map<string, Served>();
    hosts.set(url.host, files.set(path, { type, body, ...(digest === undefined ? {} : { digest }) }));
  };
  for (const chart of charts) (chart.source.startsWith('oci://') ? serveOci : serveRepository)(chart, serve);
  return Object.fromEntries([...hosts].map(([host, files]) => [host, site(files)]));
}

/** A file of a site. */
interface Served {
  readonly type: string;
  readonly body: Buffer;
  readonly digest?: string;
}
type Serve = (url: URL, path: string, type: string, body: Buffer, digest?: string) => void;

const site =
  (files: ReadonlyMap<string, Served>): Site =>
  (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/v2/') return send(response, 'application/json', '{}');
    const found = files.get(path);
    if (!found) return false;
    return send(response, found.type, request.method === 'HEAD' ? '' : found.body, {
      'Content-Length': `${found.body.length}`,
      ...(found.digest === undefined ? {} : { 'Docker-Content-Digest': found.digest }),
    });
  };

function serveRepository({ name, version, source, bytes }: Packed, serve: Serve): void {
  const url = new URL(source);
  const folder = url.pathname.replace(/\/$/, '');
  const file = `${name}-${version}.tgz`;
  const entry = { apiVersion: 'v2', name, version, digest: digestOf(bytes), urls: [`${source.replace(/\/$/, '')}/${file}`] };
  serve(url, `${folder}/index.yaml`, 'text/yaml', Buffer.from(stringify({ apiVersion: 'v1', entries: { [name]: [entry] } })));
  serve(url, `${folder}/${file}`, 'application/gzip', bytes);
}

function serveOci({ version, source, bytes }: Packed, serve: Serve): void {
  const url = new URL(source.replace('oci://', 'https://'));
  const config = Buffer.from('{}');
  const part = (mediaType: string, body: Buffer) => ({ mediaType, digest: `sha256:${digestOf(body)}`, size: body.length });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: part('application/vnd.cncf.helm.config.v1+json', config),
      layers: [part('application/vnd.cncf.helm.chart.content.v1.tar+gzip', bytes)],
    }),
  );
  const digest = `sha256:${digestOf(manifest)}`;
  const type = 'application/vnd.oci.image.manifest.v1+json';
  for (const reference of [version, digest]) serve(url, `/v2${url.pathname}/manifests/${reference}`, type, manifest, digest);
  for (const blob of [config, bytes]) serve(url, `/v2${url.pathname}/blobs/sha256:${digestOf(blob)}`, 'application/octet-stream', blob);
}
