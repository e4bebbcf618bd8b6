import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pins } from '../../testing/data';
import { objectsOf, pick, sampleEnvironment } from '../../testing/sample';
import { environmentUnit } from '../environment';
import { dataFolder, initFolder } from './config';
import { configFolder, exporterFolder, prepareScript, secretsFolder } from './prepare';

const { cluster, environment } = sampleEnvironment(`
kind: integration
backup: { excluded: "A sample that holds nothing of its own." }
workloads:
  mysql: { kind: mysql, version: ${pins.mysql}, exporter: ${pins.exporter}, databases: [xwiki, audit_log] }
`);
const config: Record<string, string> = pick(objectsOf(environmentUnit(cluster, environment)), 'ConfigMap', 'mysql-config').data;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mysql-'));
  for (const folder of [dataFolder, initFolder, exporterFolder, configFolder, '/bin', '/tmp'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const [file, text] of Object.entries(config)) writeFileSync(join(root, configFolder, file), text);
  program(
    'mysqld',
    `printf '%s\\n' "$@" > ${root}/mysqld.args; mkdir ${root}${dataFolder}/data.new && echo made > ${root}${dataFolder}/data.new/ibdata1`,
  );
  for (const name of ['root', 'exporter', 'user-xwiki', 'user-audit-log']) secret(name, `password-of-${name}`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const program = (name: string, script: string) => writeFileSync(join(root, 'bin', name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
const secret = (name: string, value: string) => {
  mkdirSync(join(root, secretsFolder, name), { recursive: true });
  writeFileSync(join(root, secretsFolder, name, 'password'), value);
};
const at = (path: string) => join(root, path);
const text = (path: string) => readFileSync(at(path), 'utf8');
const modeOf = (path: string) => (statSync(at(path)).mode & 0o777).toString(8);

/** Runs the real script; only its absolute paths lead into the folder of the test. */
function prepare() {
  const folders = [dataFolder, initFolder, exporterFolder, configFolder, secretsFolder];
  const script = folders.reduce((known, folder) => known.replaceAll(folder, at(folder)), prepareScript);
  writeFileSync(join(root, 'prepare.sh'), script);
  const { status, stderr } = spawnSync('/bin/bash', [join(root, 'prepare.sh')], {
    env: { PATH: `${root}/bin:${process.env.PATH}` },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stderr };
}

/** What MySQL reads between the quotes of `IDENTIFIED BY '…'`. */
function passwordIn(line: string): string {
  const literal = /IDENTIFIED BY '((?:[^'\\]|\\.|'')*)'( WITH MAX_USER_CONNECTIONS 5)? ACCOUNT UNLOCK;$/s.exec(line)?.[1];
  if (literal === undefined) throw new Error(`no whole literal in ${line}`);
  return literal.replace(/\\n|\\(.)|''/gs, (match, escaped) => (match === '\\n' ? '\n' : (escaped ?? "'")));
}
/** What MySQL's clients read of `password="…"` in an option file. */
function passwordOption(file: string): string {
  const value = /^password="(.*)"$/m.exec(text(file))?.[1] ?? '';
  return value.replace(/\\n|\\(.)/gs, (match, escaped) => (match === '\\n' ? '\n' : escaped));
}

describe('prepare.sh', () => {
  it('makes a data folder on the first start, and users from the Secrets', () => {
    expect(prepare()).toEqual({ status: 0, stderr: '' });
    expect(text(`${dataFolder}/data/ibdata1`)).toBe('made\n');
    expect(text('mysqld.args').split('\n')).toEqual(
      expect.arrayContaining(['--no-defaults', '--initialize-insecure', `--datadir=${at(dataFolder)}/data.new`]),
    );
    expect(text(`${initFolder}/users.sql`)).toBe(
      [
        "CREATE USER IF NOT EXISTS 'exporter'@'127.0.0.1';",
        "ALTER USER 'exporter'@'127.0.0.1' IDENTIFIED BY 'password-of-exporter' WITH MAX_USER_CONNECTIONS 5 ACCOUNT UNLOCK;",
        "REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'exporter'@'127.0.0.1';",
        "GRANT PROCESS, REPLICATION CLIENT ON *.* TO 'exporter'@'127.0.0.1';",
        "GRANT SELECT ON performance_schema.* TO 'exporter'@'127.0.0.1';",
        "ALTER USER 'root'@'localhost' IDENTIFIED BY 'password-of-root' ACCOUNT UNLOCK;",
        'CREATE DATABASE IF NOT EXISTS `audit_log` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;',
        "CREATE USER IF NOT EXISTS 'audit_log'@'%';",
        "ALTER USER 'audit_log'@'%' IDENTIFIED BY 'password-of-user-audit-log' ACCOUNT UNLOCK;",
        "REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'audit_log'@'%';",
        "GRANT ALL PRIVILEGES ON `audit\\_log`.* TO 'audit_log'@'%';",
        'CREATE DATABASE IF NOT EXISTS `xwiki` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;',
        "CREATE USER IF NOT EXISTS 'xwiki'@'%';",
        "ALTER USER 'xwiki'@'%' IDENTIFIED BY 'password-of-user-xwiki' ACCOUNT UNLOCK;",
        "REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'xwiki'@'%';",
        "GRANT ALL PRIVILEGES ON `xwiki`.* TO 'xwiki'@'%';",
        '',
      ].join('\n'),
    );
  });

  it('gives its files to their readers alone', () => {
    prepare();
    expect(modeOf(`${initFolder}/users.sql`)).toBe('600');
    expect(modeOf(`${initFolder}/probe.cnf`)).toBe('600');
    // The exporter runs as another user of the same group.
    expect(modeOf(`${exporterFolder}/my.cnf`)).toBe('440');
    expect(modeOf(`${dataFolder}/data`)).toBe('700');
  });

  const hostile = [
    { name: 'quotes', password: `a'b"c''d""` },
    { name: 'backslashes', password: '\\a\\\\b\\' },
    { name: 'a backslash before a quote', password: `\\'; DROP DATABASE xwiki; --` },
    { name: 'expansions', password: ['$HOME $', '{PATH} $(id) `id` $((1+1))'].join('') },
    { name: 'what a replacement would repeat', password: 'a&b\\&c' },
    { name: 'spaces at both ends and within', password: '  a  b ' },
    { name: 'patterns', password: '*?[a-z]{a,b}!~#%' },
    { name: 'the placeholder itself', password: "x%PASSWORD%y'%PASSWORD%" },
    { name: 'formats', password: '%s%n\\n\\x41%%' },
    { name: 'other scripts', password: 'pässwörd-密码-🔑' },
    { name: 'line breaks within', password: 'one\ntwo;\nthree' },
    { name: 'an option', password: '--help' },
    { name: 'only a quote', password: "'" },
  ];
  it.each(hostile)('takes a password of $name word for word, one statement a line', ({ password }) => {
    for (const name of ['exporter', 'user-xwiki']) secret(name, password);
    expect(prepare()).toEqual({ status: 0, stderr: '' });
    const lines = text(`${initFolder}/users.sql`).trimEnd().split('\n');
    expect(lines).toHaveLength(16);
    expect(lines.every((line) => /^(CREATE|ALTER|REVOKE|GRANT) .*;$/.test(line))).toBe(true);
    const identified = lines.filter((line) => /^ALTER USER '(exporter|xwiki)'/.test(line));
    expect(identified.map(passwordIn)).toEqual([password, password]);
    expect([passwordOption(`${initFolder}/probe.cnf`), passwordOption(`${exporterFolder}/my.cnf`)]).toEqual([password, password]);
  });

  it('leaves out the line break that an editor adds at the end of a Secret', () => {
    secret('user-xwiki', 'typed\n');
    prepare();
    expect(text(`${initFolder}/users.sql`)).toContain("'xwiki'@'%' IDENTIFIED BY 'typed' ACCOUNT");
  });

  it.each([
    { name: 'is empty', value: '' },
    { name: 'holds a line break only', value: '\n' },
  ])('fails with the name of a Secret that $name, and leaves no half file to run', ({ value }) => {
    secret('user-xwiki', value);
    const { status, stderr } = prepare();
    expect(status).toBe(1);
    expect(stderr).toBe(`The Secret file ${at(secretsFolder)}/user-xwiki/password is empty; set it and start again.\n`);
    expect(existsSync(at(`${initFolder}/users.sql`))).toBe(false);
  });

  it('fails when a Secret is not there', () => {
    rmSync(at(`${secretsFolder}/root`), { recursive: true });
    expect(prepare()).toMatchObject({ status: 1, stderr: expect.stringContaining(`${secretsFolder}/root/password`) });
  });

  it('begins again where a first start was interrupted', () => {
    mkdirSync(at(`${dataFolder}/data.new/half`), { recursive: true });
    expect(prepare().status).toBe(0);
    expect(existsSync(at(`${dataFolder}/data/half`))).toBe(false);
    expect(existsSync(at(`${dataFolder}/data/ibdata1`))).toBe(true);
  });

  it('leaves nothing that looks whole when the server cannot be initialised', () => {
    program('mysqld', `mkdir ${root}${dataFolder}/data.new; exit 3`);
    expect(prepare().status).toBe(3);
    expect(existsSync(at(`${dataFolder}/data`))).toBe(false);
  });

  it('leaves the data of a second start alone, and follows a rotated Secret', () => {
    prepare();
    writeFileSync(at(`${dataFolder}/data/ibdata1`), 'people wrote this\n');
    program('mysqld', 'exit 9');
    secret('user-xwiki', 'rotated');
    expect(prepare()).toEqual({ status: 0, stderr: '' });
    expect(text(`${dataFolder}/data/ibdata1`)).toBe('people wrote this\n');
    expect(text(`${initFolder}/users.sql`)).toContain("IDENTIFIED BY 'rotated'");
  });

  it('replaces files that the last run left read-only instead of writing through them', () => {
    prepare();
    const before = statSync(at(`${exporterFolder}/my.cnf`)).ino;
    expect(prepare()).toEqual({ status: 0, stderr: '' });
    // Root may write through any mode, so the mode alone would not tell.
    expect(statSync(at(`${exporterFolder}/my.cnf`)).ino).not.toBe(before);
    expect(modeOf(`${exporterFolder}/my.cnf`)).toBe('440');
  });

  it('hands no password to a program, as argument or variable', () => {
    const programs = ['cat', 'basename', 'mv', 'rm', 'chmod', 'mkdir'];
    for (const name of programs)
      program(name, `{ printf '%s ' "$0" "$@"; /usr/bin/env; } >> ${root}/seen\nPATH=\${PATH#*:} exec ${name} "$@"`);
    expect(prepare().status).toBe(0);
    expect(text('seen')).toContain('/bin/cat');
    expect(text('seen')).not.toContain('password-of-');
  });
});
