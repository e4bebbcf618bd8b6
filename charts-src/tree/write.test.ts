import fs, {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareTree, isSame, TreeError, writeTree } from './write';

const nothing = { missing: [], changed: [], stale: [] };
const first = new Map([
  ['a/one/x.yaml', 'x: 1\n'],
  ['a/one/y.yaml', 'y: 1\n'],
  ['b/z.yaml', 'z: 1\n'],
]);
const second = new Map([
  ['a/one/x.yaml', 'x: 2\n'],
  ['a/two/new.yaml', 'new: é\n'],
  ['b/z.yaml', 'z: 1\n'],
]);

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tree-'));
  folder = join(root, 'generated');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const put = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
/** Every file with its text, whatever else lies about. */
const held = (): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );

describe('compareTree', () => {
  it('names nothing where folder and files are the same, or both empty', () => {
    expect(compareTree(folder, new Map())).toEqual(nothing);
    writeTree(folder, first);
    expect(compareTree(folder, first)).toEqual(nothing);
    expect(isSame(nothing)).toBe(true);
  });

  it('names missing, changed and stale files, sorted', () => {
    writeTree(folder, first);
    put('a/0.yaml', '');
    const difference = compareTree(folder, second);
    expect(difference).toEqual({ missing: ['a/two/new.yaml'], changed: ['a/one/x.yaml'], stale: ['a/0.yaml', 'a/one/y.yaml'] });
    expect(isSame(difference)).toBe(false);
  });

  it('names files that differ in their last line break only', () => {
    writeTree(folder, first);
    put('b/z.yaml', 'z: 1');
    expect(compareTree(folder, first).changed).toEqual(['b/z.yaml']);
  });

  it('names a link where a file is wanted, though the text is the same', () => {
    writeTree(folder, first);
    renameSync(join(folder, 'b/z.yaml'), join(root, 'z.yaml'));
    symlinkSync(join(root, 'z.yaml'), join(folder, 'b/z.yaml'));
    expect(compareTree(folder, first)).toEqual({ ...nothing, changed: ['b/z.yaml'] });
    writeTree(folder, first);
    expect(fs.lstatSync(join(folder, 'b/z.yaml')).isFile()).toBe(true);
  });

  it('looks below its scope only', () => {
    writeTree(folder, first);
    put('b/z.yaml', 'z: 2\n');
    expect(compareTree(folder, second, 'a/two/')).toEqual({ ...nothing, missing: ['a/two/new.yaml'] });
  });
});

describe('writeTree', () => {
  it('makes the folder hold exactly the files, new, changed and stale ones', () => {
    expect(writeTree(folder, first)).toEqual({ ...nothing, missing: [...first.keys()] });
    expect(writeTree(folder, second)).toEqual({ missing: ['a/two/new.yaml'], changed: ['a/one/x.yaml'], stale: ['a/one/y.yaml'] });
    expect(held()).toEqual(second);
    expect(readdirSync(root)).toEqual(['generated']);
  });

  it('leaves inode and times of unchanged files alone', () => {
    writeTree(folder, first);
    const before = statSync(join(folder, 'b/z.yaml'));
    writeTree(folder, second);
    const after = statSync(join(folder, 'b/z.yaml'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(after.nlink).toBe(1);
  });

  it('touches nothing at all where nothing differs', () => {
    writeTree(folder, first);
    const before = statSync(folder);
    expect(writeTree(folder, first)).toEqual(nothing);
    expect(statSync(folder).ino).toBe(before.ino);
  });

  it('never writes through a second name of a changed file', () => {
    writeTree(folder, first);
    linkSync(join(folder, 'a/one/x.yaml'), join(root, 'kept.yaml'));
    writeTree(folder, second);
    expect(readFileSync(join(root, 'kept.yaml'), 'utf8')).toBe('x: 1\n');
  });

  it('leaves what lies outside its scope, stale or changed', () => {
    writeTree(folder, first);
    put('b/z.yaml', 'by hand\n');
    put('b/more.yaml', '');
    expect(writeTree(folder, second, 'a/one/')).toEqual({ ...nothing, changed: ['a/one/x.yaml'], stale: ['a/one/y.yaml'] });
    expect(held()).toEqual(
      new Map([
        ['a/one/x.yaml', 'x: 2\n'],
        ['b/more.yaml', ''],
        ['b/z.yaml', 'by hand\n'],
      ]),
    );
  });

  it('puts a file where a folder was, and a folder where a file was', () => {
    writeTree(
      folder,
      new Map([
        ['a/b.yaml', ''],
        ['c', ''],
      ]),
    );
    const turned = new Map([
      ['a', ''],
      ['c/d.yaml', ''],
    ]);
    writeTree(folder, turned);
    expect(held()).toEqual(turned);
  });

  it('keeps the folder open to other users, as the umask says', () => {
    writeTree(folder, first);
    const plain = join(root, 'plain');
    mkdirSync(plain);
    expect(statSync(folder).mode).toBe(statSync(plain).mode);
  });

  const faults: readonly { readonly name: string; readonly wanted: ReadonlyMap<string, string> }[] = [
    { name: 'a file is also a folder', wanted: new Map([...second, ['c', ''], ['c/d', '']]) },
    { name: 'a name is too long', wanted: new Map([...second, ['c'.repeat(300), '']]) },
    { name: 'a name holds a zero byte', wanted: new Map([...second, ['c\0', '']]) },
  ];
  it.each(faults)('leaves the old tree as it was, and nothing beside it, when $name', ({ wanted }) => {
    writeTree(folder, first);
    const before = statSync(folder).ino;
    expect(() => writeTree(folder, wanted)).toThrow();
    expect([held(), statSync(folder).ino, readdirSync(root)]).toEqual([first, before, ['generated']]);
  });

  it.each([
    { name: 'a file', put: () => writeFileSync(folder, '') },
    { name: 'a link to a folder', put: () => symlinkSync(root, folder) },
    { name: 'a link to nothing', put: () => symlinkSync('/nonexistent', folder) },
  ])('writes nothing when the place of the folder is taken by $name, and says so', ({ put }) => {
    put();
    for (const attempt of [() => writeTree(folder, first), () => compareTree(folder, first)])
      expect(attempt).toThrow(
        new TreeError(`could not read ${folder}: it is a link or file where a folder belongs; remove it and render again`),
      );
    expect([readdirSync(root), lstatSync(folder).isDirectory()]).toEqual([['generated'], false]);
  });

  it('brings the old tree back when the new one cannot take its place', () => {
    writeTree(folder, first);
    const real = fs.renameSync;
    jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (String(from).endsWith('/tree')) throw new Error('no space left');
      real(from, to);
    });
    expect(() => writeTree(folder, second)).toThrow('no space left');
    expect([held(), readdirSync(root)]).toEqual([first, ['generated']]);
  });

  it('recovers from a run that was killed between the two renames', () => {
    writeTree(folder, first);
    renameSync(folder, join(root, '.generated-old'));
    expect(writeTree(folder, second)).toMatchObject({ changed: ['a/one/x.yaml'] });
    expect([held(), readdirSync(root)]).toEqual([second, ['generated']]);
  });

  it('recovers from a run that was killed before it removed the old tree', () => {
    writeTree(folder, first);
    mkdirSync(join(root, '.generated-old'));
    writeFileSync(join(root, '.generated-old/rest'), '');
    writeTree(folder, second);
    expect([held(), readdirSync(root)]).toEqual([second, ['generated']]);
  });

  it('reads files that only their owner may change', () => {
    writeTree(folder, first);
    chmodSync(join(folder, 'b/z.yaml'), 0o444);
    expect(writeTree(folder, second).changed).toEqual(['a/one/x.yaml']);
  });
});
