import type { Group } from '../observations/view';
import { sumsLength } from './prepare';
import { passTasks, resultLengths } from './tasks';

const group = (rows: number, width: number): Group => ({
  rows: new Int32Array(rows),
  values: new Float64Array(0),
  observed: Array.from({ length: width }, (_, d) => d),
  missing: [],
  rotation: undefined,
});
const size = (components: number, dimension: number, shape: 'full' | 'diagonal' = 'full') => ({
  components,
  dimension,
  shape,
});

describe('passTasks', () => {
  it('covers all rows of all groups once, in their order, in slices that begin at multiples of 64', () => {
    for (const sizes of [[1], [63, 1], [7494], [2000, 3, 5000, 2, 1, 1], [1_000_003], new Array<number>(500).fill(9)]) {
      const groups = sizes.map((rows) => group(rows, 16));
      let [at, row] = [0, 0];
      for (const task of passTasks(groups, size(3, 16))) {
        if (task.kind === 'groups') {
          expect([task.from, row]).toEqual([at, 0]);
          expect(task.to).toBeGreaterThan(at);
          at = task.to;
          continue;
        }
        expect([task.group, task.start]).toEqual([at, row]);
        expect(task.start % 64).toBe(0);
        expect(task.end).toBeGreaterThan(row);
        row = task.end;
        if (row === sizes[at]) [at, row] = [at + 1, 0];
      }
      expect([at, row]).toEqual([sizes.length, 0]);
    }
  });

  it('leaves few rows in one task, and makes about sixty-four of many', () => {
    expect(passTasks([group(1000, 16)], size(3, 16))).toEqual([{ kind: 'groups', from: 0, to: 1 }]);
    expect(passTasks([group(1e7, 16)], size(3, 16))).toHaveLength(64);
    const many = passTasks(new Array<Group>(20_000).fill(group(3, 16)), size(3, 16));
    expect(many.length).toBeGreaterThan(60);
    expect(many.length).toBeLessThan(70);
  });

  it('makes fewer where their sums are large', () => {
    expect(passTasks([group(70_000, 784)], size(10, 784))).toHaveLength(10);
    expect(passTasks([group(70_000, 784)], size(1000, 784))).toHaveLength(1);
    expect(passTasks([group(70_000, 784)], size(10, 784, 'diagonal'))).toHaveLength(61);
  });

  it('has no task for no rows', () => {
    expect(passTasks([], size(3, 16))).toEqual([]);
  });
});

describe('resultLengths', () => {
  it('is the known cells of a slice, all cells of groups', () => {
    const groups = [group(2000, 2), group(5, 1)];
    const tasks = passTasks(groups, size(3, 4));
    const slice = 1 + sumsLength('full', 3, 2);
    expect(resultLengths(tasks, groups, size(3, 4))).toEqual([slice, slice, slice, 1 + sumsLength('full', 3, 4)]);
  });
});
