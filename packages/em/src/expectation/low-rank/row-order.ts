import type { Observations } from '../../observations/observations';

/** The most responsible component of each row in the last pass over these rows. */
export const lastLabels = new WeakMap<Observations, Int32Array>();

/**
 * The order in which a pass takes the rows: those of one component beside each other, by the last pass. Four rows that are
 * looked at together then give up the same components. No result depends on it.
 */
export function orderOf(
  observations: Observations,
  components: number,
  integers: (length: number) => Int32Array,
): Int32Array {
  const { rows } = observations;
  const labels = lastLabels.get(observations);
  const order = integers(rows);
  const next = new Int32Array(components + 1);
  // Labels of another mixture with more components are taken together.
  const groupOf = (row: number): number => (labels === undefined ? 0 : Math.min(labels[row], components - 1));
  for (let row = 0; row < rows; row++) next[groupOf(row) + 1]++;
  for (let k = 0; k < components; k++) next[k + 1] += next[k];
  for (let row = 0; row < rows; row++) order[next[groupOf(row)]++] = row;
  return order;
}
