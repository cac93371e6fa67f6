/** Compiles the kernel and writes it as a module of text, so that a bundler, a browser and a test need no loader for it. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const source = fileURLToPath(new URL('./index.ts', import.meta.url));
const target = fileURLToPath(new URL('../src/expectation/wasm/binary.ts', import.meta.url));
const options = [
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '-O3',
  '--noAssert',
  '--importMemory',
  '--initialMemory',
  '1',
];

const written = new Map();
const { error, stderr } = await asc.main([source, '--outFile', 'kernel.wasm', ...options], {
  writeFile: (name, contents) => void written.set(name, contents),
});
if (error) {
  process.stderr.write(`${stderr.toString()}\n`);
  throw error;
}
const text = Buffer.from(written.get('kernel.wasm')).toString('base64');
const module = `/** The compiled kernel (made by wasm/build.mjs from the sources beside it; not kept in git), in base64. */\nexport const binary =\n  '${text}';\n`;
mkdirSync(new URL('.', new URL('../src/expectation/wasm/binary.ts', import.meta.url)), { recursive: true });
// Renamed into place, because a test may be reading it.
writeFileSync(`${target}.part`, module);
renameSync(`${target}.part`, target);
