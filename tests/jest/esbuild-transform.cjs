// Hands TypeScript (and the few ESM-only packages) to esbuild, the compiler that also builds the command.
const { createHash } = require('node:crypto');
const esbuild = require('esbuild');

module.exports = {
  getCacheKey: (source, file) => createHash('sha256').update(esbuild.version).update(file).update(source).digest('hex'),
  process(source, file) {
    const loader = file.endsWith('.ts') ? 'ts' : 'js';
    const { code } = esbuild.transformSync(source, { loader, format: 'cjs', target: 'node24', sourcemap: 'inline', sourcefile: file });
    return { code };
  },
};
