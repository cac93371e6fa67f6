import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../run/workspace.mjs';
import { typeErrors } from './check-types.mjs';
import { runModules } from './run.mjs';
import { prepareFolder, writeForRun, writeForTypes } from './write.mjs';

// Each example runner is a process of its own, and the type check reads the standard library.
jest.setTimeout(60_000);

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-examples-test-'));
  prepareFolder(folder, []);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const example = (...lines) => ({ file: 'README.md', line: 10, code: lines.join('\n'), run: true });

async function ran(...examples) {
  const modules = examples.map((one, index) => writeForRun(folder, index, one));
  const results = await runModules(modules, { folder, timeoutSeconds: 10 });
  return modules.map((module) => results.get(module));
}

describe('running examples', () => {
  it('finds what holds and what does not, with the line', async () => {
    const [good, bad] = await ran(
      example('const half: number = 1 / 2; // => 0.5', '', '[half, half]; // => [0.5, 0.5]'),
      example('type Pair = [number, number];', 'const pair: Pair = [1, 2];', 'pair; // => [1, 3]', 'pair[0]; // => 2'),
    );
    expect(good).toEqual({ failures: [], assertions: 2 });
    expect(bad.assertions).toBe(2);
    expect(bad.failures).toEqual([
      { line: 3, message: 'value[1] is 2, not 3' },
      { line: 4, message: 'value is 1, not 2' },
    ]);
  });

  it('reports a throw at its line in the example, types and blank lines above it or not', async () => {
    const [thrown] = await ran(
      example('interface A {', '  a: number;', '}', '', 'const a: A = { a: 1 };', "throw new RangeError('too far');"),
    );
    expect(thrown.failures).toEqual([{ line: 6, message: 'RangeError: too far' }]);
  });

  it('reports a rejection that nobody awaited', async () => {
    const [rejected] = await ran(example("void Promise.reject(new Error('lost'));"));
    expect(rejected.failures).toEqual([{ line: 1, message: 'Error: lost' }]);
  });

  it('goes on after an example that ends its process, and after one that waits for ever', async () => {
    const [exits, waits, good] = await ran(
      example('process.exit(3);'),
      example('await new Promise(() => {});'),
      example('1 + 1; // => 2'),
    );
    expect(exits.failures[0].message).toContain('status 3');
    expect(waits.failures[0].message).toContain('before its last line');
    expect(good).toEqual({ failures: [], assertions: 1 });
  });
});

describe('type-checking examples', () => {
  it('names the line in the file that holds the example', () => {
    // The check reads what @types the workspace has.
    symlinkSync(path.join(root, 'node_modules/@types'), path.join(folder, 'node_modules/@types'), 'junction');
    const written = [
      example('const unused = 1;', 'export const a: number = 1;'),
      example('const a = 1;', '', 'const b: string = a;'),
    ].map((one, index) => ({ path: writeForTypes(folder, index, one), example: one }));
    const errors = typeErrors(root, written);
    expect([...errors.keys()]).toEqual([written[1].path]);
    expect(errors.get(written[1].path)).toEqual(["line 12: Type 'number' is not assignable to type 'string'."]);
  });
});
