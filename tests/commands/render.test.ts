import { existsSync, rmSync } from 'node:fs';
import { Clone } from '../clone';

jest.setTimeout(120_000);

let clone: Clone;
beforeEach(() => {
  clone = new Clone();
  expect(clone.platform(['render']).code).toBe(0);
});
afterEach(() => clone.remove());

describe('./platform up', () => {
  it('renders and checks a repository without generated/, judges policies where Kyverno is, and prints the way on', () => {
    rmSync(clone.path('generated'), { recursive: true });
    const { code, out, err } = clone.platform(['up']);
    expect({ code, err: err.replace(/^Judging policies.*\n/m, '') }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Rendered \d+ files: \d+ new, 0 changed, 0 removed\.$/m);
    expect(out).toMatch(/^Checked \d+ objects against their schemas and each other: 0 findings\.$/m);
    expect(out).toMatch(/^Policies: the real Kyverno CLI judged \d+ workloads\.$/m);
    expect(out).toContain('  ./platform test ');
    expect(clone.platform(['render', '--check']).code).toBe(0);
  });

  it('says that policies were not judged where there is no Kyverno', () => {
    const { code, out } = clone.platform(['up'], { PLATFORM_CACHE: '/nonexistent', PLATFORM_TOOL_KYVERNO: '' });
    expect([code, out]).toEqual([0, expect.stringContaining('Policies were NOT judged')]);
  });
});

describe('./platform render', () => {
  it('finds an edit by hand and names the file', () => {
    const [file = ''] = [...clone.files('generated').keys()].filter((name) => name.endsWith('kustomization.yaml'));
    clone.write(`generated/${file}`, `${clone.read(`generated/${file}`)}# by hand\n`);
    const { code, out, err } = clone.platform(['render', '--check']);
    expect([code, out]).toEqual([1, `changed  ${file}\n`]);
    expect(err).toContain('generated/ differs in 1 file; run ./platform render and commit the result.');
  });

  it('gives the same bytes in another time zone, language and home', () => {
    const { code, out } = clone.platform(['render', '--check'], {
      TZ: 'Asia/Kathmandu',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      HOME: '/nonexistent',
    });
    expect([code, out]).toEqual([0, expect.stringContaining('holds exactly what the data ask for')]);
  });

  it('makes a qualification environment of one file of three lines, and touches nobody else', () => {
    const { cluster, environment: host } = clone.shared();
    const before = clone.files('generated');
    const text = `kind: qualification\nworkloads:\n  images: { kind: images, tenantOf: ${host} }\n`;
    clone.write(`clusters/${cluster}/environments/qualif-99.yaml`, text);
    const { code, out } = clone.platform(['render']);
    expect([code, out]).toEqual([0, expect.stringMatching(/ 0 removed\.\n$/)]);
    const after = clone.files('generated');
    const touched = [...after.keys()].filter((file) => after.get(file) !== before.get(file)).map((file) => file.slice(cluster.length + 1));
    const shared = touched.filter((file) => !file.includes('qualif-99'));
    // The lists that name every unit.
    expect(shared).toEqual(['namespaces/kustomization.yaml', 'ownership.yaml', 'sync/kustomization.yaml']);
    expect([...before.keys()].filter((file) => !after.has(file))).toEqual([]);
    expect(clone.platform(['check']).code).toBe(0);
    expect(clone.platform(['env', 'list']).out).toContain('qualif-99');
  });

  it('tells every fault in the data with file, line and column, and writes nothing', () => {
    const { cluster } = clone.shared();
    const before = clone.files('generated');
    clone.write(`clusters/${cluster}/environments/qualif-98.yaml`, 'kind: qualification\nworklods: {}\n');
    clone.write(`clusters/${cluster}/environments/qualif-99.yaml`, 'kind: qualification\nworkloads:\n  web: { kind: sevice }\n');
    for (const args of [['render'], ['up'], ['check'], ['env', 'list']]) {
      const { code, out, err } = clone.platform(args);
      expect([args, code, out]).toEqual([args, 1, '']);
      expect(err).toMatch(new RegExp(`^clusters/${cluster}/environments/qualif-98\\.yaml:2:1: worklods: .*workloads`, 'm'));
      expect(err).toMatch(new RegExp(`^clusters/${cluster}/environments/qualif-99\\.yaml:3:\\d+: workloads\\.web\\.kind: .*service`, 'm'));
      expect(err).toContain('2 faults in the data; nothing was written.');
      expect(err).not.toMatch(/^\s+at /m);
    }
    expect(clone.files('generated')).toEqual(before);
    expect(existsSync(clone.path('.generated-old'))).toBe(false);
  });
});
