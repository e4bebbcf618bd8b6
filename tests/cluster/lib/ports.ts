import { type AddressInfo, createServer, type Server } from 'node:net';

/** Loopback: nothing that a test starts is reached from outside. */
export const loopback = '127.0.0.1';

/** Ports of loopback that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listening(createServer())));
  const ports = servers.map(portOf);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Listens on a free port of loopback. */
export function listening<T extends Server>(server: T): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, () => resolve(server));
  });
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;
