/** Where a run of `steps` is measured for a curve: at 61 places, both ends among them, but not more often than every fifth step. */
export function curvePlaces(steps: number): number[] {
  return spaced(steps, Math.min(61, 1 + Math.ceil(steps / 5)), 1);
}

/** `count` steps from the first to the last, both among them and none twice, closer together in the beginning, where a model moves fastest: the n-th is at (n / count)² of the run. */
export function earlyOften(steps: number, count: number): number[] {
  return spaced(steps, count, 2);
}

function spaced(steps: number, count: number, power: number): number[] {
  const places = Array.from({ length: count }, (_, i) => Math.round(steps * (i / (count - 1)) ** power));
  return [...new Set(places)];
}

/** All steps of several lists, ascending, none twice. */
export function together(...lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}
