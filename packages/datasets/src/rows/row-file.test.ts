import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { orThrow } from '@bcl/errors';
import fc from 'fast-check';
import { rowFile, type RowFileOptions } from './row-file';
import { Folder, batchesOf, bytesOf, cellsOf } from './row-files.fixture';

const folder = new Folder();
afterAll(() => folder.remove());

const open = async (path: string, options: RowFileOptions) => orThrow(await rowFile(path, options)());
const numbers = Array.from({ length: 21 }, (_, i) => (i === 5 ? NaN : i / 2 - 3));
const lines = (cells: readonly number[], columns: number): string =>
  Array.from({ length: cells.length / columns }, (_, n) =>
    cells
      .slice(n * columns, (n + 1) * columns)
      .map((cell) => (Number.isNaN(cell) ? '' : String(cell)))
      .join(','),
  ).join('\n');

/** The same seven rows of three cells in every form. */
const forms: ReadonlyArray<[string, string | Uint8Array, RowFileOptions]> = [
  ['a.f32', bytesOf(Float32Array.from(numbers)), { type: 'float32', columns: 3 }],
  ['a.f64', bytesOf(Float64Array.from(numbers)), { type: 'float64', columns: 3 }],
  ['a.csv', `${lines(numbers, 3)}\n`, { type: 'csv' }],
  ['header.csv', `x,y,z\r\n${lines(numbers, 3).replaceAll('\n', '\r\n')}`, { type: 'csv' }],
  ['quoted.csv', `"x ""1""","y\nz",z\n${lines(numbers, 3).replace(/-2\.5/, '"-2.5"')}`, { type: 'csv' }],
];

describe.each(forms)('%s', (name, content, options) => {
  const plain = folder.put(name, content);
  const zipped = folder.put(`${name}.gz`, gzipSync(content));

  it.each([plain, zipped])('gives its rows, as often as they are asked for, from any row on: %s', async (path) => {
    for (const batchRows of [1, 2, 3, 7, 8]) {
      const stream = await open(path, { ...options, batchRows });
      expect(stream.columns).toBe(3);
      for (let from = 0; from <= 7; from++) {
        const batches = await batchesOf(stream, from);
        expect(batches.flatMap(({ data }) => Array.from(data))).toEqual(numbers.slice(3 * from));
        expect(batches.map((batch) => batch.from)).toEqual(batches.map((_, i) => from + i * batchRows));
        expect(batches.slice(0, -1).every(({ rows }) => rows === batchRows)).toBe(true);
        expect(batches.every(({ rows, data, columns }) => data.length === rows * columns)).toBe(true);
      }
    }
  });
});

describe.each(forms)('%s, in memory that is used again', (name, content, options) => {
  it.each([folder.put(`again ${name}`, content), folder.put(`again ${name}.gz`, gzipSync(content))])(
    'gives the same rows, each batch until the next: %s',
    async (path) => {
      const stream = await open(path, { ...options, batchRows: 2 });
      const [cells, memories] = [[] as number[], new Set<ArrayBufferLike>()];
      for await (const { data } of stream.batches(1, { reuse: true })) {
        await new Promise((resolve) => setTimeout(resolve, 2)); // the next piece is read meanwhile
        cells.push(...data);
        memories.add(data.buffer);
      }
      expect(cells).toEqual(numbers.slice(3));
      if (options.type === 'float32') expect(memories.size).toBe(1);
    },
  );
});

it('knows the number of rows of a binary file that is not compressed', async () => {
  const path = folder.put('b.f64', bytesOf(Float64Array.from(numbers)));
  expect((await open(path, { type: 'float64', columns: 3 })).rows).toBe(7);
  expect((await open(folder.put('b.csv', 'a\n1\n'), { type: 'csv' })).rows).toBeUndefined();
});

it('reads large compressed files whose pieces end anywhere', async () => {
  const cells = Float32Array.from({ length: 3 * 40_001 }, (_, i) => i);
  const options = { type: 'float32', columns: 3, batchRows: 9_999 } as const;
  const stream = await open(folder.put('large.f32.gz', gzipSync(bytesOf(cells))), options);
  expect((await cellsOf(stream)).every((cell, i) => cell === i)).toBe(true);
  expect(await cellsOf(stream, 39_999)).toEqual([119_997, 119_998, 119_999, 120_000, 120_001, 120_002]);
});

it('reads text of more than one piece, in lines of any length', async () => {
  const cells = Array.from({ length: 2 * 70_000 }, (_, i) => i * 1.001);
  const stream = await open(folder.put('long.csv', lines(cells, 2)), { type: 'csv', batchRows: 50_000 });
  const same = (read: number[], from: number) =>
    read.length === cells.length - from && read.every((cell, i) => cell === cells[from + i]);
  expect(same(await cellsOf(stream), 0)).toBe(true);
  expect(same(await cellsOf(stream, 60_000), 120_000)).toBe(true);
});

it('names columns, leaves some out, and takes other marks of what is missing', async () => {
  const path = folder.put('named.csv', 'id;x;y\nk1;1;none\nk2;2;3\n');
  const stream = await open(path, { type: 'csv', drop: ['id'], missing: ['none'], columns: 2 });
  expect(stream.names).toEqual(['x', 'y']);
  expect(await cellsOf(stream)).toEqual([1, NaN, 2, 3]);
});

it('reads any numbers back to the bit', async () => {
  const cells = fc.array(fc.double(), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(cells, fc.integer({ min: 1, max: 7 }), async (values, batchRows) => {
      const path = folder.put('any.f64', bytesOf(Float64Array.from(values)));
      const stream = await open(path, { type: 'float64', columns: 1, batchRows });
      expect(await cellsOf(stream)).toEqual(values);
    }),
    { numRuns: 30 },
  );
});

describe('bad input is a problem that says what, where and why', () => {
  const f32 = { type: 'float32', columns: 3 } as const;
  const three = bytesOf(Float32Array.from(numbers));
  it.each<[string, string | Uint8Array, RowFileOptions, string, string]>([
    [
      'cut.f32',
      three.slice(0, 50),
      f32,
      'DamagedFile',
      'has 50 bytes, a row of 3 columns of float32 takes 12, and 2 are left over; check the number of columns and the type',
    ],
    [
      'cut.f32.gz',
      gzipSync(three.slice(0, 50)),
      f32,
      'DamagedFile',
      'its content has 50 bytes, a row of 3 columns of float32 takes 12, and 2 are left over',
    ],
    ['plain.f32.gz', three, f32, 'DamagedFile', 'called .gz and is no gzip'],
    ['short.f32.gz', gzipSync(three).subarray(0, -12), f32, 'DamagedFile', 'it ends too early'],
    ['changed.f32.gz', gzipSync(three).fill(7, 30, 40), f32, 'DamagedFile', 'some of its bytes were changed'],
    ['no-columns.f32', three, { type: 'float32' }, 'Ambiguous', 'The number of columns is not known'],
    ['empty.f32', '', f32, 'EmptyInput', 'The file is empty'],
    ['empty.f32.gz', gzipSync(''), f32, 'EmptyInput', 'The file holds no rows'],
    ['ragged.csv', 'a,b\n1,2\n3\n', { type: 'csv' }, 'RaggedRow', 'Row 1 has 1 cells where 2 are expected'],
    ['ragged.csv', 'a,b\n1,2\n3\n', { type: 'csv' }, 'RaggedRow', 'ragged.csv, line 3'],
    ['late.csv', `a,b\n${'1,2\n'.repeat(400_000)}3\n`, { type: 'csv' }, 'RaggedRow', 'late.csv, line 400002'],
    ['late.csv', `a,b\n${'1,2\n'.repeat(400_000)}3\n`, { type: 'csv' }, 'RaggedRow', 'Row 400000 has 1 cells'],
    ['text.csv', 'a,b\n1,2\n3,tall\n', { type: 'csv' }, 'BadCell', '"tall" is not a number'],
    ['infinite.csv', 'a,b\n1,2\n3,inf\n', { type: 'csv' }, 'BadCell', 'features must be finite'],
    ['width.csv', 'a,b\n1,2\n', { type: 'csv', columns: 3 }, 'RaggedRow', 'has 2 columns where 3 are expected'],
    ['head.csv', 'a,b\n', { type: 'csv' }, 'EmptyInput', 'The table has no rows'],
    ['blank.csv', '\n\n', { type: 'csv' }, 'EmptyInput', 'every line is empty'],
    ['drop.csv', 'a,b\n1,2\n', { type: 'csv', drop: ['c'] }, 'NoSuchColumn', 'No column is called "c"'],
    ['binary.csv', Uint8Array.of(49, 0, 10, 50), { type: 'csv' }, 'DamagedFile', 'A zero byte stands where text'],
    ['short.csv.gz', gzipSync('a,b\n1,2\n').subarray(0, -6), { type: 'csv' }, 'DamagedFile', 'it ends too early'],
  ])('%s', async (name, content, options, tag, message) => {
    const path = folder.put(name, content);
    const outcome = await rowFile(path, options)();
    const problem = await ('left' in outcome
      ? Promise.resolve(outcome.left)
      : cellsOf(outcome.right).then(
          () => undefined,
          (error: unknown) => (error as { problem?: unknown }).problem,
        ));
    expect(problem).toEqual({ _tag: tag, message: expect.stringContaining(message) as string });
    expect((problem as { message: string }).message).toContain(path);
  });

  it('a path without a file', async () => {
    expect(await rowFile(`${folder.path}/none`, f32)()).toMatchObject({ left: { _tag: 'FileMissing' } });
    expect(await rowFile(folder.path, f32)()).toMatchObject({ left: { _tag: 'NotAFile' } });
  });

  it('options that no file can have', () => {
    expect(() => rowFile('x', { type: 'float32', columns: 0 })).toThrow('columns must be a whole number');
    expect(() => rowFile('x', { type: 'csv', batchRows: 1.5 })).toThrow('batchRows must be a whole number');
  });
});

describe('a file that changes', () => {
  it.each(['f32', 'f32.gz', 'csv'])('between two passes is a problem: %s', async (kind) => {
    const bytes = bytesOf(Float32Array.from(numbers));
    const content = kind === 'csv' ? '1,2,3\n' : kind === 'f32' ? bytes : gzipSync(bytes);
    const path = folder.put(`change.${kind}`, content);
    const stream = await open(path, kind === 'csv' ? { type: 'csv' } : { type: 'float32', columns: 3 });
    await cellsOf(stream);
    appendFileSync(path, 'x');
    await expect(cellsOf(stream)).rejects.toMatchObject({
      problem: { _tag: 'FileChanged', message: expect.stringMatching(/had \d+ bytes and now has \d+/) as string },
    });
    writeFileSync(path, content);
    utimesSync(path, 1, 1);
    await expect(cellsOf(stream)).rejects.toMatchObject({ problem: { _tag: 'FileChanged' } });
  });

  it('within a pass is a problem too', async () => {
    const path = folder.put('grows.f32', bytesOf(Float32Array.from(numbers)));
    const stream = await open(path, { type: 'float32', columns: 3, batchRows: 2 });
    const pass = async () => {
      for await (const batch of stream.batches()) if (batch.from === 0) appendFileSync(path, 'x');
    };
    await expect(pass()).rejects.toMatchObject({ problem: { _tag: 'FileChanged' } });
  });
});

it('a pass may be left early, again and again', async () => {
  const path = folder.put('early.f32', bytesOf(new Float32Array(300)));
  const stream = await open(path, { type: 'float32', columns: 3, batchRows: 10 });
  for (let pass = 0; pass < 200; pass++) for await (const batch of stream.batches()) if (batch.from >= 20) break;
  expect(await cellsOf(stream)).toHaveLength(300);
});
