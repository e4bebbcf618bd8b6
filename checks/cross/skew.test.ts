import { crossFindingsOf, renderedSample, told } from '../../charts-src/testing/rendered';

const skewOf = (tools: object) =>
  crossFindingsOf(renderedSample({ versions: { tools } }))
    .filter(({ check }) => check === 'skew')
    .map((finding) => [finding.level, told(finding)]);
const tool = (current: string) => ({ module: 'example.org/tool', current });

describe('skew', () => {
  it('is none where the tested version is the pinned one', () => {
    expect(skewOf({ 'flux-source': tool('v1.0.0'), kubernetes: tool('v1.34.4') })).toEqual([]);
  });

  it('is told for a controller and for Kubernetes, and fails a release', () => {
    expect(skewOf({ 'flux-source': tool('v1.0.1'), kubernetes: tool('v1.35.0') })).toEqual([
      ['release', 'skew: versions.yaml tools.flux-source: the tests run v1.0.1, but images.flux-source-controller is v1.0.0'],
      ['release', 'skew: versions.yaml tools.kubernetes: the tests run v1.35.0, but a cluster runs 1.34'],
    ]);
  });
});
