/** Threads and the life of a process, as the built package has them: in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const built = join(__dirname, '../../dist');
const work = `
  const rows = Array.from({ length: 30000 }, (_, n) => [Math.sin(n), Math.cos(3 * n), Math.sin(n * n)]);
  const options = { components: 4, threads: 3, start: 'rows', strategy: joint({ maxIterations: 4 }) };
  const shared = await runOrThrow(fit(rows, options));
  const alone = await runOrThrow(fit(rows, { ...options, threads: 1 }));
  const restarts = await runOrThrow(fit(rows.slice(0, 200), { ...options, restarts: 6 }));
  process.stdout.write(JSON.stringify([shared.logLikelihood === alone.logLikelihood, restarts.restarts.length]));`;

const run = (script: string, ...flags: string[]) =>
  promisify(execFile)(process.execPath, [...flags, '--input-type=module', '--eval', script], { timeout: 20_000 });

describe('a process that fits with threads', () => {
  it.each([
    ['an ES module', `const { fit, joint, runOrThrow } = await import(${JSON.stringify(join(built, 'index.js'))});`],
    [
      'CommonJS',
      `const { createRequire } = await import('node:module');
       const { fit, joint, runOrThrow } = createRequire(import.meta.url)(${JSON.stringify(join(built, 'index.cjs'))});`,
    ],
  ])(
    'ends by itself, %s',
    async (_name, load) => {
      const { stdout, stderr } = await run(`${load}${work}`);
      expect(stdout).toBe('[true,6]');
      expect(stderr).toBe('');
    },
    25_000,
  );
});
