import fc from 'fast-check';
import { rowStream, type Table } from '../index';

const flat = async (stream: ReturnType<typeof rowStream>, from: number) => {
  const cells: number[] = [];
  let at = from;
  for await (const batch of stream.batches(from)) {
    expect(batch.from).toBe(at);
    expect(batch.data).toHaveLength(batch.rows * batch.columns);
    cells.push(...batch.data);
    at += batch.rows;
  }
  return cells;
};

it('gives the rows of all tables from any row on, each time anew', async () => {
  const tables = fc.array(fc.array(fc.tuple(fc.double(), fc.double()), { minLength: 1, maxLength: 5 }), {
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(tables, async (list) => {
      const stream = rowStream(2, () => list);
      const cells = list.flat().flat();
      for (let from = 0; from <= cells.length / 2; from++)
        expect(await flat(stream, from)).toEqual(cells.slice(2 * from));
    }),
  );
});

it('takes tables of any form, also from what comes over time', async () => {
  async function* tables(): AsyncGenerator<Table> {
    yield await Promise.resolve({ data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] });
    yield [[5, NaN]];
  }
  expect(await flat(rowStream(2, tables), 1)).toEqual([3, 4, 5, NaN]);
});

it('throws the problem of a ragged table', async () => {
  const stream = rowStream(2, () => [[[1, 2], [3]]]);
  await expect(flat(stream, 0)).rejects.toMatchObject({ problem: { _tag: 'InvalidData' } });
});
