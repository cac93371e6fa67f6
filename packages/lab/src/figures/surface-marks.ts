import type { Markish } from '@observablehq/plot';
import type { Plot } from './plot';
import { style, type SymbolName } from './style';

interface Marker {
  readonly mark: SymbolName | 'cross';
  readonly color: string;
}

/** Points of several kinds, each with a dark or light rim that sets it off from any ground. */
export function markerMarks(
  Plot: Plot,
  kinds: readonly Marker[],
  points: readonly ArrayLike<number>[],
): readonly Markish[] {
  return points.flatMap((flat, i) => {
    const { mark, color } = kinds[i];
    const at = { x: '0', y: '1', clip: true };
    if (mark === 'cross') {
      const cross = { ...at, symbol: 'times', r: 4 } as const;
      return [
        Plot.dot(pairs(flat), { ...cross, stroke: '#ffffff', strokeWidth: 4.6 }),
        Plot.dot(pairs(flat), { ...cross, stroke: color, strokeWidth: 2.4 }),
      ];
    }
    // What the house calls a plus is filled, which Plot calls a cross.
    const symbol = mark === 'plus' ? 'cross' : mark;
    return [Plot.dot(pairs(flat), { ...at, symbol, r: 5.5, fill: color, stroke: style.ink, strokeWidth: 1 })];
  });
}

/** Lines of several kinds, dark underneath and light on top. */
export function pathMarks(
  Plot: Plot,
  kinds: readonly { readonly color: string }[],
  paths: readonly (readonly ArrayLike<number>[])[],
): readonly Markish[] {
  return paths.flatMap((lines, i) =>
    lines.flatMap((flat) => {
      const line = { x: '0', y: '1', clip: true } as const;
      return [
        Plot.line(pairs(flat), { ...line, stroke: style.ink, strokeOpacity: 0.75, strokeWidth: 3.2 }),
        Plot.line(pairs(flat), { ...line, stroke: kinds[i].color, strokeWidth: 1.6 }),
      ];
    }),
  );
}

function pairs(flat: ArrayLike<number>): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
}
