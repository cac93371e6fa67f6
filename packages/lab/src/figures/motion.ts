import { style } from './style';
import { text } from './svg';

/** Share of the time after which the last frame is reached; it is held until the animation begins again. */
const moving = 0.86;

/** Where each of n frames stands in the loop, in percent. */
export function moments(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (n === 1 ? 0 : Math.round((10_000 * moving * i) / (n - 1)) / 100));
}

/**
 * The places at which a broken line through `rows` must bend, so that it stays within `tolerance` of every row: first and last
 * among them (Douglas & Peucker 1973, with the distance measured at the same moment).
 */
export function bends(times: readonly number[], rows: readonly (readonly number[])[], tolerance: number): number[] {
  const kept = new Set([0, rows.length - 1]);
  const open: [number, number][] = [[0, rows.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let [worst, where] = [tolerance, -1];
    for (let i = from + 1; i < to; i++) {
      const t = (times[i] - times[from]) / (times[to] - times[from]);
      rows[i].forEach((value, j) => {
        const off = Math.abs(value - (rows[from][j] + t * (rows[to][j] - rows[from][j])));
        if (off > worst) [worst, where] = [off, i];
      });
    }
    if (where < 0) continue;
    kept.add(where);
    open.push([from, where], [where, to]);
  }
  return [...kept].sort((a, b) => a - b);
}

/** CSS keyframes: declarations by moment. The last stands until the end of the loop. */
export function keyframes(name: string, frames: readonly (readonly [moment: number, declarations: string])[]): string {
  const last = frames.length - 1;
  const stops = frames.map(([moment, declarations], i) => {
    return `${moment}%${i === last ? ',to' : ''}{${declarations}}`;
  });
  return `@keyframes ${name}{${stops.join('')}}`;
}

/**
 * The labels of frames, one at a time: they stand below each other, and the column jumps up behind a window of one label.
 * Without animation the last is seen.
 *
 * @param name of the keyframes, and the class of what moves
 * @param box the window, which is one label high, in pixels
 */
export function labelWindow(
  name: string,
  labels: readonly string[],
  box: { readonly x: number; readonly y: number; readonly width: number },
): { readonly css: string; readonly markup: string } {
  const height = 18;
  const column = labels.map((label, i) =>
    text(label, box.width / 2, height * i + 13, { size: 12.5, fill: style.muted, anchor: 'middle' }),
  );
  const up = (i: number) => `transform:translateY(${-height * i}px)`;
  const times = moments(labels.length);
  const jumps = keyframes(
    name,
    labels.map((_, i) => [times[i], up(i)]),
  );
  return {
    css: `${jumps}.${name}{${up(labels.length - 1)};animation-name:${name};animation-timing-function:step-end}`,
    markup: `<svg x="${box.x}" y="${box.y}" width="${box.width}" height="${height}"><g class="motion ${name}">${column.join('')}</g></svg>`,
  };
}
