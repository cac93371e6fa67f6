import type { Group } from '../observations/view';
import type { Components } from './components';
import { sumsLength } from './prepare';

/** What one thread does in one go: some rows of a large group, or all rows of some small groups, one group after the other. */
export type PassTask =
  | { readonly kind: 'slice'; readonly group: number; readonly start: number; readonly end: number }
  | { readonly kind: 'groups'; readonly from: number; readonly to: number };

/** Most tasks that the rows are meant to give: more threads than this have nothing to do. */
const MOST = 64;
/** Fewest rows in a task: adding up a task's sums must cost little beside taking them. */
const FEWEST_ROWS = 512;
/** Slices begin at multiples of this many rows: all but the last end with full groups of eight. */
const ALIGNMENT = 64;
/** Most numbers that the sums of all tasks may take together: half a gigabyte of them. */
const MOST_NUMBERS = 2 ** 26;
/** Rows that cost as much as one coordinate of a factorisation does: many small groups are more work than their rows. */
const ROWS_PER_WIDTH = 4;

/**
 * A pass cut into tasks, in the order of groups and rows.
 *
 * Sums are taken within tasks and then added in the order of the tasks, so that rounding does not depend on how many threads there
 * are: the tasks follow from the sizes alone.
 */
export function passTasks(
  groups: readonly Group[],
  { components, dimension, shape }: Pick<Components, 'components' | 'dimension' | 'shape'>,
): PassTask[] {
  const most = Math.max(1, Math.min(MOST, Math.floor(MOST_NUMBERS / sumsLength(shape, components, dimension))));
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const enough = Math.max(FEWEST_ROWS, groups.reduce((sum, group) => sum + costOf(group), 0) / most);
  const tasks: PassTask[] = [];
  let from = 0;
  let cost = 0;
  const close = (to: number): void => {
    if (to > from) tasks.push({ kind: 'groups', from, to });
    from = to;
    cost = 0;
  };
  groups.forEach((group, g) => {
    const own = group.rows.length;
    const slices = Math.min(Math.floor(own / FEWEST_ROWS), Math.round((most * own) / rows));
    if (slices > 1) {
      close(g);
      const step = Math.ceil(own / slices / ALIGNMENT) * ALIGNMENT;
      for (let start = 0; start < own; start += step)
        tasks.push({ kind: 'slice', group: g, start, end: Math.min(start + step, own) });
      from = g + 1;
      return;
    }
    cost += costOf(group);
    if (cost >= enough) close(g + 1);
  });
  close(groups.length);
  return tasks;
}

const costOf = ({ rows, observed }: Group): number => rows.length + ROWS_PER_WIDTH * observed.length;

/** How many numbers the result of each task takes: a log-likelihood, and sums of the known cells or of all. */
export function resultLengths(
  tasks: readonly PassTask[],
  groups: readonly Group[],
  { components, dimension, shape }: Pick<Components, 'components' | 'dimension' | 'shape'>,
): number[] {
  return tasks.map(
    (task) => 1 + sumsLength(shape, components, task.kind === 'slice' ? groups[task.group].observed.length : dimension),
  );
}
