import type { CrossCheck } from '../context';
import type { Finding } from '../finding';

/** Programs that the tests run, and the image of the catalogue that a cluster runs. */
const tested: Readonly<Record<string, string>> = {
  'flux-source': 'flux-source-controller',
  'flux-kustomize': 'flux-kustomize-controller',
  'flux-helm': 'flux-helm-controller',
  'flux-notification': 'flux-notification-controller',
  kyverno: 'kyverno',
};

/** Where the version that the tests run is not the one that a cluster gets. */
export const skew: CrossCheck = ({ cluster: { catalogue, spec } }) => [
  ...Object.entries(tested).flatMap(([tool, image]): Finding[] => {
    const ran = catalogue.tools[tool]?.current;
    const [pinned] = catalogue.images[image]?.current.split('@') ?? [];
    return ran === undefined || pinned === undefined || ran === pinned ? [] : [finding(tool, ran, `images.${image} is ${pinned}`)];
  }),
  ...kubernetes(catalogue.tools.kubernetes?.current, spec.kubernetes),
];

function kubernetes(ran: string | undefined, minor: string): Finding[] {
  return ran === undefined || ran.startsWith(`v${minor}.`) ? [] : [finding('kubernetes', ran, `a cluster runs ${minor}`)];
}

const finding = (tool: string, ran: string, pinned: string): Finding => ({
  check: 'skew',
  level: 'release',
  subject: `versions.yaml tools.${tool}`,
  message: `the tests run ${ran}, but ${pinned}`,
  remedy: 'bring both to one version, or accept that another one than the tested runs',
});
