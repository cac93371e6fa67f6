/** A point of a drawing: x to the right, y down. */
export type Point = readonly [x: number, y: number];

/**
 * Points along a smooth curve through given points: a uniform Catmull-Rom spline, a straight line for two points.
 * Of + - * / alone, so that drawings are the same bits everywhere.
 *
 * @param steps - line segments between two of the given points
 */
export function smoothCurve(through: readonly Point[], steps: number): readonly Point[] {
  if (through.length < 3) return through;
  const curve: Point[] = [];
  for (let i = 0; i + 1 < through.length; i++) {
    const [b, c] = [through[i], through[i + 1]];
    // Beyond the ends the curve goes on as it came.
    const a = through[i - 1] ?? [2 * b[0] - c[0], 2 * b[1] - c[1]];
    const d = through[i + 2] ?? [2 * c[0] - b[0], 2 * c[1] - b[1]];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      curve.push([between(a[0], b[0], c[0], d[0], t), between(a[1], b[1], c[1], d[1], t)]);
    }
  }
  curve.push(through[through.length - 1]);
  return curve;
}

function between(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
