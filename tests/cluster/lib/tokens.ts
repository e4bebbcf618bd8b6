import type { Api } from './api';

/** A token of a service account, for longer than any test lasts. */
export async function tokenOf(api: Api, namespace: string, account: string): Promise<string> {
  const answer = await api.call('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 86_400 },
  });
  return answer.status.token;
}
