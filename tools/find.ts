import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Tool, type ToolName, tools } from './catalogue';

/** Where built programs are kept: outside every clone, by module version. */
export function cacheFolder(): string {
  return process.env.PLATFORM_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'platform');
}

/** The version that a tool's go.mod pins, for example `v1.19.1`. */
export function pinnedVersion(root: string, tool: Tool): string {
  const text = readFileSync(join(root, 'tools', tool.folder, 'go.mod'), 'utf8');
  const line = text.split('\n').find((candidate) =>
    candidate
      .replace(/^require/, '')
      .trim()
      .startsWith(`${tool.module} v`),
  );
  const version = line
    ?.trim()
    .replace(/^require /, '')
    .split(' ')[1];
  if (version === undefined)
    throw new Error(`could not read the version of ${tool.module} in tools/${tool.folder}/go.mod; add it to require`);
  return version;
}

/** Where a tool of the pinned version is built to. */
export function builtPath(root: string, tool: Tool): string {
  return join(cacheFolder(), 'tools', `${tool.name}-${pinnedVersion(root, tool)}`, tool.name);
}

/** The program of the pinned version: named by its variable, in the cache, or on PATH; undefined where there is none. */
export function findTool(root: string, name: ToolName): string | undefined {
  const tool: Tool = tools[name];
  const named = process.env[tool.environment];
  if (named !== undefined && isProgram(named)) return named;
  const built = builtPath(root, tool);
  if (isProgram(built)) return built;
  const { versionArgs } = tool;
  if (versionArgs === undefined) return undefined;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool.name))
    .find((path) => isProgram(path) && hasVersion(path, versionArgs, pinnedVersion(root, tool)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function hasVersion(path: string, versionArgs: readonly string[], version: string): boolean {
  try {
    const printed = execFileSync(path, [...versionArgs], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 });
    return new RegExp(`(^|[^0-9.])${version.replace(/^v/, '').replaceAll('.', '\\.')}([^0-9.]|$)`, 'm').test(printed);
  } catch {
    return false;
  }
}
