import { compose, type FigureText } from './compose';
import { checkFinite } from './numbers';
import { axis, drawPanel } from './plot';
import { style } from './style';
import { textWidth } from './svg';

/** What {@link heatmap} draws. */
export interface HeatmapRequest extends FigureText {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Flat row-major, `rows.length` × `columns.length`, none negative: written into the cells. */
  readonly values: ArrayLike<number>;
  /** What the rows and the columns are. */
  readonly rowLabel: string;
  readonly columnLabel: string;
  /** Digits after the point; 0 by default, for counts. */
  readonly digits?: number;
  /** The value with the darkest shade, for values that are shares of it already; by default each row's sum. */
  readonly full?: number;
}

/**
 * A table of numbers shaded by their share of the row's sum, or of one full value: which clusters each class fell into,
 * for instance.
 *
 * @returns an SVG document; equal input gives equal text
 * @throws RangeError when shapes do not fit or a value is negative or not finite
 * @example
 * ```ts
 * import { heatmap } from '@bcl/lab';
 * const names = { rows: ['cat', 'dog'], columns: ['1', '2'], rowLabel: 'class', columnLabel: 'cluster' };
 * const svg = await heatmap({ title: 'Classes in clusters', ...names, values: [5, 0, 1, 4] });
 * svg.includes('dog'); // => true
 * ```
 */
export async function heatmap(request: HeatmapRequest): Promise<string> {
  const { rows, columns, values, rowLabel, columnLabel, digits = 0, full } = request;
  if (rows.length === 0 || columns.length === 0 || values.length !== rows.length * columns.length) {
    throw new RangeError(`there are ${values.length} values for ${rows.length} rows and ${columns.length} columns`);
  }
  checkFinite(values, 'values');
  const negative = Array.from(values).find((value) => value < 0);
  if (negative !== undefined)
    throw new RangeError(`a value is ${negative}: shares of a row need numbers of at least 0`);
  const cells = rows.flatMap((_, r) => {
    const own = columns.map((__, c) => values[r * columns.length + c]);
    const sum = full ?? own.reduce((total, value) => total + value, 0);
    return own.map((value, c) => {
      const share = sum > 0 ? Math.min(1, value / sum) : 0;
      return { r, c, label: value.toFixed(digits), fill: shade(share), ink: share > 0.55 ? 'white' : style.ink };
    });
  });
  const labelWidth = Math.max(...rows.map((name) => textWidth(name, 12)));
  const cell = Math.max(44, ...columns.map((name) => textWidth(name, 12) + 12));
  const left = labelWidth + 40;
  const panel = await drawPanel({
    width: Math.max(300, Math.ceil(left + 16 + cell * columns.length)),
    height: 56 + 34 * rows.length,
    draw: (Plot) => ({
      marginLeft: left,
      marginRight: 16,
      marginTop: 8,
      marginBottom: 48,
      padding: 0.04,
      x: { type: 'band', domain: columns.map((_, c) => c) },
      y: { type: 'band', domain: rows.map((_, r) => r) },
      color: { type: 'identity' },
      marks: [
        Plot.axisX({
          ...axis,
          tickSize: 0,
          tickFormat: (c: number) => columns[c],
          label: columnLabel,
          labelOffset: 40,
        }),
        Plot.axisY({
          ...axis,
          tickSize: 0,
          tickFormat: (r: number) => rows[r],
          label: rowLabel,
          labelOffset: left - 8,
        }),
        Plot.cell(cells, { x: 'c', y: 'r', fill: 'fill' }),
        Plot.text(cells, { x: 'c', y: 'r', text: 'label', fill: 'ink', fontSize: 12 }),
      ],
    }),
  });
  return compose({ ...request, panels: [panel], columns: 1 });
}

/** From near white to the house's blue. */
function shade(share: number): string {
  const [from, to] = [
    [243, 246, 250],
    [0, 84, 147],
  ];
  return `rgb(${from.map((value, i) => Math.round(value + (to[i] - value) * share)).join(',')})`;
}
