import type { Panel } from './plot';
import { style } from './style';
import { pixel, text, textWidth } from './svg';

/** How values become colours: a power of their share of a range, cut into bands of one colour each. */
export interface ColorScale {
  readonly minimum: number;
  readonly maximum: number;
  /** The power; below 1 it spends more colours on small values. */
  readonly exponent: number;
  /** Colours from the smallest values to the largest. */
  readonly colors: readonly string[];
}

/** Where a value stands on the scale, in [0, 1]: ((z − minimum) / (maximum − minimum))^exponent, clipped. */
export function position({ minimum, maximum, exponent }: Omit<ColorScale, 'colors'>, value: number): number {
  const share = (value - minimum) / (maximum - minimum);
  return Math.min(1, Math.max(0, share)) ** exponent;
}

/** Round values (one digit, or two of which the last is 5) spread over the scale, at least `apart` from each other on it. */
export function roundValues(scale: Omit<ColorScale, 'colors'>, apart: number): number[] {
  const { minimum, maximum } = scale;
  const kept = minimum <= 0 && maximum >= 0 ? [0] : [];
  const far = (value: number) =>
    kept.every((other) => Math.abs(position(scale, value) - position(scale, other)) >= apart);
  // Coarse steps first: a reader looks for 1 and 2 before 1.5.
  const decade = Math.floor(Math.log10(maximum - minimum));
  for (const power of [decade, decade - 1, decade - 2]) {
    for (const digit of [5, 2, 1]) {
      const step = Number(`${digit}e${power}`);
      const [first, last] = [Math.ceil(minimum / step), Math.floor(maximum / step)];
      for (let i = first; i <= last; i++) {
        const value = Number((i * step).toPrecision(12));
        if (/^-?0*\.?0*[1-9]\.?5?0*$/.test(String(value)) && far(value)) kept.push(value);
      }
    }
  }
  return kept.sort((a, b) => a - b);
}

/** What {@link colorBar} draws. */
export interface ColorBarRequest {
  readonly scale: ColorScale;
  readonly ticks: readonly number[];
  readonly label: string;
  /** Height of the bar in pixels. */
  readonly length: number;
  /** Whether some values are larger than the maximum: the bar then ends in a point. */
  readonly clipped: boolean;
}

const top = 24; // where the frame of a panel with a heading begins
const left = 14;
const thickness = 14;

/** A vertical colour bar with ticks and a label. */
export function colorBar({ scale, ticks, label, length, clipped }: ColorBarRequest): Panel {
  const { colors } = scale;
  const band = length / colors.length;
  const bands = colors.map((fill, i) => {
    // Each band reaches under the one above it, or their edges would shine through.
    const y = top + length - (i + 1) * band;
    return `<rect x="${left}" y="${pixel(y)}" width="${thickness}" height="${pixel(i === 0 ? band : band + 1)}" fill="${fill}"/>`;
  });
  const right = left + thickness;
  const point = clipped
    ? `<path d="M${left},${top + 0.5}L${left + thickness / 2},${top - 11}L${right},${top + 0.5}Z" fill="${colors[colors.length - 1]}"/>`
    : '';
  const outline = clipped
    ? `M${left},${top}L${left + thickness / 2},${top - 11}L${right},${top}V${top + length}H${left}Z`
    : `M${left},${top}H${right}V${top + length}H${left}Z`;
  const marks = ticks.map((value) => {
    const y = top + length * (1 - position(scale, value));
    const tick = `<path d="M${right},${pixel(y)}h4" stroke="${style.muted}"/>`;
    return tick + text(String(value), right + 7, y + 4, { size: 11.5, anchor: 'start' });
  });
  const widest = Math.max(0, ...ticks.map((value) => textWidth(String(value), 11.5)));
  const x = right + 7 + widest + 16;
  const middle = top + length / 2;
  const caption = `<g transform="rotate(-90,${pixel(x)},${pixel(middle)})">${text(label, x, middle, { size: 12, anchor: 'middle' })}</g>`;
  const content = [...bands, point, `<path d="${outline}" fill="none" stroke="${style.muted}"/>`, ...marks, caption];
  return {
    width: Math.ceil(x + 6),
    height: top + length + 8,
    content: `<g aria-label="colour bar">${content.join('')}</g>`,
  };
}
