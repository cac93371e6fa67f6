/** `count` steps from 0 to `steps`, evenly spread, both ends among them, none twice. */
export function evenly(steps: number, count: number): number[] {
  return spaced(steps, count, 1);
}

/** As {@link evenly}, closer together in the beginning, where a model moves fastest: the n-th is at (n / count)² of the run. */
export function earlyOften(steps: number, count: number): number[] {
  return spaced(steps, count, 2);
}

function spaced(steps: number, count: number, power: number): number[] {
  const places = Array.from({ length: count }, (_, i) => Math.round(steps * (i / (count - 1)) ** power));
  return [...new Set(places)];
}
