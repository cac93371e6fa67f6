import fc from 'fast-check';
import golden from '../golden/assignment.golden.json';
import { assignment } from './assignment';

/** The cheapest assignment by trying all of them: rows <= columns. */
function exhaustive(
  cost: readonly number[],
  rows: number,
  columns: number,
  row = 0,
  taken = new Set<number>(),
): number {
  if (row === rows) return 0;
  let best = Infinity;
  for (let column = 0; column < columns; column++) {
    if (taken.has(column)) continue;
    const rest = exhaustive(cost, rows, columns, row + 1, new Set([...taken, column]));
    best = Math.min(best, cost[row * columns + column] + rest);
  }
  return best;
}

const problems = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    cost: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: rows * columns, maxLength: rows * columns }),
  }),
);

describe('assignment', () => {
  it.each(golden.cases)("costs what SciPy's does: $rows x $columns", ({ rows, columns, cost, total }) => {
    expect(assignment(cost, rows, columns).cost).toBeCloseTo(total, 12);
  });

  it('is as cheap as the best of all assignments', () => {
    fc.assert(
      fc.property(problems, ({ rows, columns, cost }) => {
        const transposed = Array.from(
          { length: cost.length },
          (_, i) => cost[(i % rows) * columns + Math.floor(i / rows)],
        );
        const best = rows <= columns ? exhaustive(cost, rows, columns) : exhaustive(transposed, columns, rows);
        expect(assignment(cost, rows, columns).cost).toBe(best);
      }),
    );
  });

  it('gives each column once, assigns the whole smaller side, and costs what it says', () => {
    fc.assert(
      fc.property(problems, ({ rows, columns, cost }) => {
        const { columnOfRow, cost: total } = assignment(cost, rows, columns);
        const given = Array.from(columnOfRow).filter((column) => column >= 0);
        expect(columnOfRow).toHaveLength(rows);
        expect(new Set(given).size).toBe(Math.min(rows, columns));
        expect(given).toHaveLength(Math.min(rows, columns));
        const sum = Array.from(columnOfRow).reduce((s, c, r) => (c < 0 ? s : s + cost[r * columns + c]), 0);
        expect(total).toBe(sum);
      }),
    );
  });

  it('leaves rows without a column when there are too few', () => {
    expect(assignment([3, 1, 2], 3, 1)).toEqual({ columnOfRow: Int32Array.of(-1, 0, -1), cost: 1 });
  });

  it.each([
    ['no rows', [], 0, 2, 'the shape is 0 x 2'],
    ['a wrong shape', [1, 2, 3], 2, 2, 'cost has 3 entries: 2 x 2 needs 4'],
    ['a cost that is no number', [1, NaN], 1, 2, 'cost[1] is NaN'],
    ['an infinite cost', [Infinity, 1], 1, 2, 'cost[0] is Infinity'],
  ])('refuses %s', (_, cost, rows, columns, message) => {
    expect(() => assignment(cost, rows, columns)).toThrow(RangeError);
    expect(() => assignment(cost, rows, columns)).toThrow(message);
  });
});
