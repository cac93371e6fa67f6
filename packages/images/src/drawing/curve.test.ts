import { smoothCurve } from './curve';
import type { Point } from './curve';

const bend: Point[] = [
  [0, 0],
  [1, 2],
  [3, 2],
  [4, 0],
];

describe('smoothCurve', () => {
  it('runs through every given point', () => {
    const curve = smoothCurve(bend, 8);
    expect(curve).toHaveLength(25);
    bend.forEach((point, i) => expect(curve[8 * i]).toEqual(point));
  });

  it('keeps a straight line straight and two points as they are', () => {
    const line: Point[] = [
      [0, 1],
      [1, 3],
      [2, 5],
      [3, 7],
    ];
    smoothCurve(line, 5).forEach(([x, y]) => expect(y).toBeCloseTo(1 + 2 * x, 12));
    expect(smoothCurve(line.slice(0, 2), 5)).toEqual(line.slice(0, 2));
  });

  it('has no corners: its direction turns a little at each step', () => {
    const curve = smoothCurve(bend, 32);
    for (let i = 1; i + 1 < curve.length; i++) {
      const [a, b, c] = [curve[i - 1], curve[i], curve[i + 1]];
      const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
      expect((ux * vx + uy * vy) / (Math.hypot(ux, uy) * Math.hypot(vx, vy))).toBeGreaterThan(0.97);
    }
  });
});
