import { Agent, request } from 'node:https';
import type { KubernetesObject } from '../../../charts-src/tree/objects';

// biome-ignore lint/suspicious/noExplicitAny: answers are objects of every kind.
export type Any = any;

/** A refusal of the API server, in its own words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/** Who asks, by a bearer token. */
export interface Identity {
  readonly token: string;
}
export interface Server {
  readonly url: string;
  /** Certificates that the server's must be signed by, PEM. */
  readonly ca: string;
}
export interface ApplyOptions {
  /** Judge only. */
  readonly dryRun?: boolean;
  /** Default: platform-test. */
  readonly manager?: string;
  /** Take over fields of other managers; default: true. */
  readonly force?: boolean;
  /** YAML of the object, sent instead of it. */
  readonly text?: string;
}

type Resource = { readonly name: string; readonly namespaced: boolean };

/** The API server as one identity sees it. Unknown fields are refused in everything that is written. */
export class Api {
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  constructor(
    readonly server: Server,
    readonly identity: Identity,
  ) {
    this.#agent = new Agent({ keepAlive: true, ca: server.ca, maxSockets: 32 });
  }

  /** One request; a body that is text is sent as it is. Resolves with the parsed answer. Rejects with {@link ApiError} when the server refuses. */
  call<T = Any>(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<T> {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      Authorization: `Bearer ${this.identity.token}`,
      Accept: 'application/json',
      ...(payload === undefined ? {} : { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(payload) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.server.url), { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const { statusCode = 0, headers: answered } = response;
          const answer: unknown = answered['content-type']?.startsWith('application/json') ? JSON.parse(text) : text;
          if (statusCode >= 200 && statusCode < 300) resolve(answer as T);
          else reject(refusal(statusCode, answer));
        });
      });
      sent.on('error', reject);
      sent.end(payload);
    });
  }

  get = (apiVersion: string, kind: string, name: string, namespace?: string): Promise<Any> =>
    this.#path(apiVersion, kind, namespace, name).then((path) => this.call('GET', path));

  /** The object, or undefined where there is none. */
  find = (apiVersion: string, kind: string, name: string, namespace?: string): Promise<Any | undefined> =>
    this.get(apiVersion, kind, name, namespace).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });

  /** All of a kind, in one namespace or in all. */
  list = async (apiVersion: string, kind: string, namespace?: string): Promise<Any[]> =>
    (await this.call('GET', await this.#path(apiVersion, kind, namespace))).items;

  /** @param validation `Ignore` for what others publish: the server then drops fields that it does not know */
  create = async (object: KubernetesObject, validation: 'Strict' | 'Ignore' = 'Strict'): Promise<Any> => {
    const path = await this.#path(object.apiVersion, object.kind, object.metadata.namespace);
    return this.call('POST', `${path}?fieldValidation=${validation}`, object);
  };

  /** Server-side apply, as Flux does it: of an object, or of the text that it was read from. */
  apply = async (
    object: KubernetesObject,
    { dryRun = false, manager = 'platform-test', force = true, text }: ApplyOptions = {},
  ): Promise<Any> => {
    const { namespace, name } = object.metadata;
    const query = new URLSearchParams({
      fieldManager: manager,
      force: `${force}`,
      fieldValidation: 'Strict',
      ...(dryRun ? { dryRun: 'All' } : {}),
    });
    const path = await this.#path(object.apiVersion, object.kind, namespace, name);
    return this.call('PATCH', `${path}?${query}`, text ?? object, 'application/apply-patch+yaml');
  };

  /** A JSON merge patch; `part` is a subresource, for example `status`. */
  merge = async (object: KubernetesObject, patch: unknown, part?: string): Promise<Any> => {
    const path = await this.#path(object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name);
    return this.call('PATCH', part === undefined ? path : `${path}/${part}`, patch, 'application/merge-patch+json');
  };

  remove = async (apiVersion: string, kind: string, name: string, namespace?: string): Promise<Any> =>
    this.call('DELETE', await this.#path(apiVersion, kind, namespace, name));

  close = (): void => this.#agent.destroy();

  async #path(apiVersion: string, kind: string, namespace?: string, name?: string): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.#discover(root)).get(kind) ?? (await this.#discover(root, true)).get(kind);
    if (!resource) throw new ApiError(404, 'NotFound', `the server knows no ${kind} of ${apiVersion}`);
    const within = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${root}${within}/${resource.name}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
  }

  /** Kinds of a group and version; asked anew where a definition may have come since. */
  #discover(root: string, again = false): Promise<ReadonlyMap<string, Resource>> {
    const known = this.#resources.get(root);
    if (known && !again) return known;
    const asked = this.call<{ resources: readonly (Resource & { kind: string })[] }>('GET', root).then(
      ({ resources }) => new Map(resources.filter(({ name }) => !name.includes('/')).map((resource) => [resource.kind, resource])),
      (error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return new Map<string, Resource>();
        throw error;
      },
    );
    this.#resources.set(root, asked);
    return asked;
  }
}

function refusal(status: number, answer: unknown): ApiError {
  if (typeof answer === 'string') return new ApiError(status, '', answer);
  const { reason = '', message = '' } = answer as { readonly reason?: string; readonly message?: string };
  return new ApiError(status, reason, message);
}
