import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realTool } from '../../tool';
import { Api, type Identity, type Server } from './api';
import { kubeconfig } from './kubeconfig';
import { freePorts, loopback } from './ports';
import type { Programs } from './programs';

export interface ControlPlane {
  readonly server: Server;
  /** As a member of system:masters, whom RBAC does not bind. */
  readonly admin: Api;
  /** Writes a kubeconfig for somebody and tells its path. */
  readonly configFor: (name: string, identity: Identity) => string;
}

export interface ControlPlaneOptions {
  /** Network of Services, for example 10.43.0.0/16. */
  readonly services: string;
  /** Start the controllers and the scheduler too; without them objects are judged and kept, and nothing more. Default: true. */
  readonly controllers?: boolean;
}

/** Seconds until a part must answer: far above the 8 s that all of it takes on two idle cores. */
const patience = 180;

/** A real etcd, API server, controller manager and scheduler on loopback, with all they keep below one folder. */
export async function startControlPlane(programs: Programs, { services, controllers = true }: ControlPlaneOptions): Promise<ControlPlane> {
  const { folder } = programs;
  const [etcdPort = 0, peerPort = 0, apiPort = 0] = await freePorts(3);
  const etcd = await startEtcd(programs, etcdPort, peerPort);
  const token = randomBytes(16).toString('hex');
  const keys = serviceAccountKeys(folder);
  const certificates = join(folder, 'certificates');
  writeFileSync(join(folder, 'tokens.csv'), `${token},test-admin,test-admin,"system:masters"\n`, { mode: 0o600 });
  const apiserver = await programs.start('kube-apiserver', realTool('kube-apiserver'), [
    `--etcd-servers=${etcd}`,
    `--bind-address=${loopback}`,
    `--advertise-address=${loopback}`,
    `--secure-port=${apiPort}`,
    '--endpoint-reconciler-type=none',
    `--cert-dir=${certificates}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    `--service-cluster-ip-range=${services}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${keys.public}`,
    `--service-account-signing-key-file=${keys.private}`,
    '--profiling=false',
  ]);
  const ca = await programs.ready(apiserver, patience, async () => readFileSync(join(certificates, 'apiserver.crt'), 'utf8'));
  const server = { url: `https://${loopback}:${apiPort}`, ca };
  const admin = new Api(server, { token });
  await programs.ready(apiserver, patience, () => admin.call('GET', '/readyz'));
  const configFor = (name: string, identity: Identity) => kubeconfig(folder, name, server, identity);
  if (controllers) await startControllers(programs, configFor('admin', { token }), keys.private, join(certificates, 'apiserver.crt'));
  return { server, admin, configFor };
}

async function startEtcd(programs: Programs, port: number, peerPort: number): Promise<string> {
  const url = `http://${loopback}:${port}`;
  const peer = `http://${loopback}:${peerPort}`;
  const etcd = await programs.start('etcd', realTool('etcd'), [
    `--data-dir=${join(programs.folder, 'etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // The state of a test needs to survive nothing.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ]);
  await programs.ready(etcd, patience, async () => ((await fetch(`${url}/health`)).ok ? true : undefined));
  return url;
}

/** Keys that tokens of service accounts are signed with. */
function serviceAccountKeys(folder: string): { readonly public: string; readonly private: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
  const files = { public: join(folder, 'keys/sa.pub'), private: join(folder, 'keys/sa.key') };
  writeFileSync(files.public, publicKey);
  writeFileSync(files.private, privateKey, { mode: 0o600 });
  return files;
}

async function startControllers(programs: Programs, config: string, key: string, ca: string): Promise<void> {
  await programs.start('kube-controller-manager', realTool('kube-controller-manager'), [
    `--kubeconfig=${config}`,
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${key}`,
    `--root-ca-file=${ca}`,
    '--leader-elect=false',
    '--secure-port=0',
    '--profiling=false',
  ]);
  await programs.start('kube-scheduler', realTool('kube-scheduler'), [
    `--kubeconfig=${config}`,
    '--leader-elect=false',
    '--secure-port=0',
    '--profiling=false',
  ]);
}
