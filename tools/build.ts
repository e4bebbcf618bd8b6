import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Tool, type ToolName, tools } from './catalogue';
import { builtPath, findTool, pinnedVersion } from './find';

/** Raised when a tool cannot be had; the message says what to install. */
export class ToolError extends Error {}

/** The program of the pinned version, built into the cache where it is not to be found. `note` is told before a build starts. */
export async function ensureTool(root: string, name: ToolName, note: (text: string) => void): Promise<string> {
  const found = findTool(root, name);
  if (found !== undefined) return found;
  const tool: Tool = tools[name];
  const target = builtPath(root, tool);
  note(`Building ${tool.name} from ${tool.module} (once; a few minutes) …`);
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(join(dirname(target), '.build-'));
  try {
    const flags = tool.ldflags === undefined ? [] : [`-ldflags=${tool.ldflags(pinnedVersion(root, tool))}`];
    await goBuild(join(root, 'tools', tool.folder), [...flags, '-o', join(folder, tool.name), tool.pkg], name);
    renameSync(join(folder, tool.name), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return target;
}

function goBuild(cwd: string, args: readonly string[], name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
    const child = spawn('go', ['build', '-trimpath', ...args], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) =>
      reject(
        new ToolError(
          `could not build ${name}: go could not be started (${error.message}); install Go 1.26 or newer, or put ${name} of the pinned version on PATH`,
        ),
      ),
    );
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new ToolError(`could not build ${name}: go build ended with ${code}; its output is above`)),
    );
  });
}
