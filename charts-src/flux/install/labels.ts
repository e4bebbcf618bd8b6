/** Labels of everything that Flux itself consists of. */
export const fluxLabels = (namespace: string, component?: string): Record<string, string> => ({
  'app.kubernetes.io/part-of': 'flux',
  'app.kubernetes.io/instance': namespace,
  ...(component ? { 'app.kubernetes.io/component': component } : {}),
});
