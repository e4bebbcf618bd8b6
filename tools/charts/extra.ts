import type { ExtraValue } from './skeleton';

const imagePath = (parent: string): ExtraValue[] =>
  ['tag', 'digest'].map((key) => ({
    path: `${parent}image.${key}`,
    type: 'string',
    reason: 'templates/_helpers.tpl (cert-manager.image) composes the reference of tag and digest',
  }));
const podAnnotations = (parent: string, template: string): ExtraValue => ({
  path: `${parent}podAnnotations`,
  type: 'map',
  reason: `templates/${template} puts them on the pod template`,
});

/** Keys that templates read although values.yaml does not define them, by chart; each was looked up in the templates. */
export const extraValues: Readonly<Record<string, readonly ExtraValue[]>> = {
  'cert-manager': [
    ...['', 'webhook.', 'cainjector.', 'acmesolver.'].flatMap(imagePath),
    podAnnotations('', 'deployment.yaml'),
    podAnnotations('webhook.', 'webhook-deployment.yaml'),
    podAnnotations('cainjector.', 'cainjector-deployment.yaml'),
  ],
  'kube-prometheus-stack': [
    { path: 'alertmanager.config', type: 'map', reason: 'templates/alertmanager/secret.yaml writes it whole: it is Alertmanager’s own' },
    {
      path: 'grafana.grafana\\.ini',
      type: 'map',
      reason: 'grafana/templates/_config.tpl writes each section and key: it is Grafana’s own',
    },
    { path: 'grafana.podAnnotations', type: 'map', reason: 'grafana/templates/deployment.yaml puts them on the pod template' },
  ],
  traefik: [{ path: 'ports.websecure.asDefault', type: 'boolean', reason: 'templates/_podtemplate.tpl asks it of every port' }],
};
