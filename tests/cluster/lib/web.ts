import { createServer as createProxy, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { selfSigned } from './certificate';
import { listening, loopback, portOf } from './ports';

/** Answers requests to one host; false where it has nothing under a path. */
export type Site = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Web {
  /** Variables that lead a program's HTTPS here, and make it trust what it finds. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * A stand-in for the internet: a proxy on loopback that leads every host to one TLS server, which answers for the hosts that it is
 * given and refuses all others. So programs keep the addresses of the tree, https and all.
 */
export async function startWeb(folder: string, sites: Readonly<Record<string, Site>>): Promise<Web> {
  const { key, certificate, file } = selfSigned(folder, Object.keys(sites));
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A program that ends in the middle of a request is no fault of the test.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const site = sites[(request.headers.host ?? '').replace(/:443$/, '')];
    if (site?.(request, response)) return;
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('the test serves nothing here\n');
  });
  server.on('secureConnection', keep);
  await listening(server);
  const proxy = createProxy((_, response) => response.writeHead(403).end());
  proxy.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    keep(client);
    if (!Object.keys(sites).some((host) => request.url === `${host}:443`)) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(portOf(server), loopback, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    keep(upstream);
  });
  await listening(proxy);
  return {
    variables: { HTTPS_PROXY: `http://${loopback}:${portOf(proxy)}`, NO_PROXY: loopback, SSL_CERT_FILE: file },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([server, proxy].map((each) => new Promise((resolve) => each.close(resolve))));
    },
  };
}

/** Sends bytes whole. */
export function send(response: ServerResponse, type: string, body: Buffer | string, headers: Readonly<Record<string, string>> = {}): true {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), ...headers }).end(body);
  return true;
}
