/** Makes what a thread runs, src/threads/worker.ts with all that it imports, into a module of text: a thread is started with it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
// The bundler that tsup stands on.
const { build } = createRequire(require.resolve('tsup'))('esbuild');
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const target = path('../src/threads/bundle.ts');

/** Threads start no threads: the text need not hold itself. */
const withoutItself = {
  name: 'without-itself',
  setup({ onLoad, onResolve }) {
    // In a fresh clone it is not there yet.
    onResolve({ filter: /^\.\/bundle$/ }, () => ({ path: target }));
    onLoad({ filter: /src\/threads\/bundle\.ts$/ }, () => ({ contents: "export const bundle = '';" }));
  },
};

const { outputFiles } = await build({
  entryPoints: [path('../src/threads/worker.ts')],
  bundle: true,
  write: false,
  minify: true,
  format: 'cjs',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'node20',
  // Sources of this repository's packages, so that nothing needs to be built before.
  tsconfig: path('../../../tsconfig.json'),
  legalComments: 'none',
  charset: 'ascii',
  plugins: [withoutItself],
});
const module = `/** What a thread runs (made by threads/build.mjs from worker.ts beside it; not kept in git). */\nexport const bundle =\n  ${JSON.stringify(outputFiles[0].text)};\n`;
if (!existsSync(target) || readFileSync(target, 'utf8') !== module) {
  // Renamed into place, because a test may be reading it.
  writeFileSync(`${target}.part`, module);
  renameSync(`${target}.part`, target);
}
