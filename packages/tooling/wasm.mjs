/** Compiles AssemblyScript into a module of text, so that a bundler, a browser and a test need no loader for it. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const options = ['--runtime', 'stub', '-O3', '--noAssert', '--importMemory', '--initialMemory', '1'];

/** What engines have had since 2021, and what adds the fused multiplication and addition. */
const features = { simd: ['--enable', 'simd'], relaxed: ['--enable', 'simd', '--enable', 'relaxed-simd'] };

/**
 * Compiles `source` and writes `export const binary = '<base64>'` to `target`.
 *
 * @param {URL} source the entry file
 * @param {URL} target a TypeScript file that is not kept in git
 * @param {'simd' | 'relaxed'} instructions what the engine must know; `ASC_FEATURE_RELAXED_SIMD` tells the source which it is
 */
export async function compileKernel(source, target, instructions = 'simd') {
  const written = new Map();
  const { error, stderr } = await asc.main(
    [fileURLToPath(source), '--outFile', 'kernel.wasm', ...options, ...features[instructions]],
    {
      writeFile: (name, contents) => void written.set(name, contents),
    },
  );
  if (error) {
    process.stderr.write(`${stderr.toString()}\n`);
    throw error;
  }
  const text = Buffer.from(written.get('kernel.wasm')).toString('base64');
  const path = fileURLToPath(target);
  mkdirSync(dirname(path), { recursive: true });
  // Renamed into place, because a test may be reading it.
  writeFileSync(
    `${path}.part`,
    `/** The compiled kernel (made by wasm/build.mjs from the sources beside it; not kept in git), in base64. */\nexport const binary =\n  '${text}';\n`,
  );
  renameSync(`${path}.part`, path);
}
