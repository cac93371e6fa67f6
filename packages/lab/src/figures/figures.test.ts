import { parseHTML } from 'linkedom';
import { barChart } from './bar-chart';
import { boxPlot } from './box-plot';
import { curves } from './curves';
import { heatmap } from './heatmap';
import { mixtureContours } from './mixture-contours';
import { pairPlot } from './pair-plot';

/** The elements of a figure, as far as the tests look at them. */
interface Elements {
  querySelectorAll(
    selector: string,
  ): ArrayLike<{ readonly textContent: string; getAttribute(name: string): string | null }>;
}
function parse(svg: string): Elements {
  const window: unknown = parseHTML(svg);
  return (window as { readonly document: Elements }).document;
}
const count = (svg: string, selector: string) => parse(svg).querySelectorAll(selector).length;
const labels = (svg: string) => Array.from(parse(svg).querySelectorAll('text'), (node) => node.textContent);

const box = () =>
  boxPlot({
    title: 'Test KL & more',
    subtitle: 'Every <seed>',
    yLabel: 'KL (nats)',
    yScale: 'log',
    reference: { value: 0.04, label: 'optimum' },
    groups: [
      { name: 'EM', values: [0.2, 0.3, 0.25, 0.27, 2] },
      { name: 'bcl', values: [0.04, 0.05, NaN] },
    ],
  });
const curve = () =>
  curves({
    title: 'KL while fitting',
    xLabel: 'iteration',
    yLabel: 'KL (nats)',
    yScale: 'log',
    series: [
      { name: 'EM', x: [1, 2, 3], y: [[3, 2, 1], [2, 1, NaN]] }, // prettier-ignore
      { name: 'bcl', x: [1, 3], y: [[3, -0.01]] },
    ],
  });
const fits = (points = 4000) =>
  mixtureContours({
    title: 'Fits',
    points: Float64Array.from({ length: 2 * points }, (_, i) => Math.sin(i)),
    trueMeans: [0, 0, 0.5, 0.5],
    panels: ['EM', 'bcl', 'truth', 'more'].map((name, k) => ({
      name,
      note: k === 1 ? 'KL 0.04' : undefined,
      weights: [0.9, 0.1],
      means: [0, 0, 0.5, 0.5],
      covariances: [0.1, 0.05, 0.05, 0.1, 0.01, 0, 0, 0.2],
    })),
  });
const pair = () =>
  pairPlot({
    title: 'Penguins',
    features: ['bill', 'depth', 'mass'],
    rows: [1, 2, 3, 4, 5, 6, 7, NaN, 9, 1, 1, 1],
    clusters: [0, 1, 1, 0],
    classes: [0, 0, 1, 1],
    classNames: ['Adelie', 'Gentoo'],
    filled: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  });
const bars = () =>
  barChart({
    title: 'NMI',
    yLabel: 'NMI',
    groups: [
      { name: 'glass', bars: [{ name: 'EM', values: [0.4, 0.5] }, { name: 'bcl', values: [0.6, 0.6] }] }, // prettier-ignore
      { name: 'letter', bars: [{ name: 'EM', values: [0.4] }, { name: 'bcl', values: [NaN] }] }, // prettier-ignore
    ],
  });
const heat = () =>
  heatmap({ title: 'Classes', rows: ['a<b', 'dog'], columns: ['1', '2', '3'], values: [5, 0, 0, 1, 2, 1], rowLabel: 'class', columnLabel: 'cluster' }); // prettier-ignore

describe.each([
  ['boxPlot', box],
  ['curves', curve],
  ['mixtureContours', fits],
  ['pairPlot', pair],
  ['barChart', bars],
  ['heatmap', heat],
])('%s', (_, draw) => {
  it('draws the same text for the same input, also after other figures', async () => {
    const first = await draw();
    await fits(10);
    expect(await draw()).toBe(first);
  });

  it('is a document of its own, with white ground and a title, and without numbers that are none', async () => {
    const svg = await draw();
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+(\.\d+)?" height="\d+(\.\d+)?" viewBox="/,
    );
    expect(svg).toContain('<rect width="100%" height="100%" fill="#ffffff"/>');
    expect(count(svg, 'svg > title')).toBe(1);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).not.toContain('plot-clip');
    expect(svg.match(/<svg/g)?.length).toBe(svg.match(/<\/svg>/g)?.length);
  });

  it('refers only to ids that it has, each of them once', async () => {
    const svg = await draw();
    const ids = Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });
});

describe('boxPlot', () => {
  it('draws a box a method, a dot a finite value, the reference and the escaped texts', async () => {
    const svg = await box();
    expect(count(svg, '[aria-label="rect"] rect')).toBe(2);
    expect(count(svg, '[aria-label="dot"] circle')).toBe(7);
    expect(labels(svg)).toEqual(
      expect.arrayContaining(['Test KL & more', 'Every <seed>', 'KL (nats)', 'EM', 'optimum']),
    );
    expect(svg).toContain('(1 not finite)');
  });

  it('refuses nothing to draw, and a log axis for what is not positive', async () => {
    await expect(boxPlot({ title: '', yLabel: '', groups: [{ name: 'a', values: [NaN] }] })).rejects.toThrow(
      RangeError,
    );
    const groups = [{ name: 'a', values: [-1, 1] }];
    await expect(boxPlot({ title: '', yLabel: '', yScale: 'log', groups })).rejects.toThrow(
      'a log axis needs positive',
    );
  });
});

describe('curves', () => {
  it('draws a line and a band a series and leaves out what the axis cannot show', async () => {
    const svg = await curve();
    expect(count(svg, '[aria-label="line"] path')).toBe(2);
    expect(count(svg, '[aria-label="area"] path')).toBe(2);
    expect(count(svg, '[aria-label="legend"] text')).toBe(2);
    expect(labels(svg)).toEqual(expect.arrayContaining(['iteration', 'KL (nats)', 'bcl']));
  });

  it('marks every place with a dot where that is asked for', async () => {
    const request = { title: '', xLabel: 'N', yLabel: 'ms', series: [{ name: 'EM', x: [10, 100], y: [[1, 9]] }] };
    expect(count(await curves(request), '[aria-label="dot"] circle')).toBe(0);
    expect(count(await curves({ ...request, dots: true }), '[aria-label="dot"] circle')).toBe(2);
  });

  it('refuses seeds of another length, and nothing to draw', async () => {
    const labels = { title: '', xLabel: '', yLabel: '' };
    await expect(curves({ ...labels, series: [{ name: 'EM', x: [1], y: [[1, 2]] }] })).rejects.toThrow(
      'series EM has 2 values',
    );
    await expect(curves({ ...labels, series: [] })).rejects.toThrow(RangeError);
  });
});

describe('mixtureContours', () => {
  it('draws in each panel at most a thousand points, two ellipses a component and the true means', async () => {
    const svg = await fits();
    expect(count(svg, '[aria-label="line"] path')).toBe(4 * 2 * 2);
    expect(count(svg, '[aria-label="dot"] circle')).toBe(4 * 1000);
    expect(labels(svg)).toEqual(expect.arrayContaining(['EM', 'bcl – KL 0.04', 'truth', 'true mean']));
    expect(count(svg, 'svg svg')).toBe(4);
  });

  it('shows one method at six moments without data, in two rows, with every component in sight', async () => {
    const moment = (step: number) => ({ name: `${step}`, weights: [1], means: [-6, -6], covariances: [1, 0, 0, 1] });
    const panels = [0, 200, 800, 1400, 6000, 10_000].map(moment);
    const svg = await mixtureContours({ title: 'Moments', trueMeans: [-4, -4, 4, 4], panels });
    expect(count(svg, 'svg svg')).toBe(6);
    expect(new Set(Array.from(parse(svg).querySelectorAll('svg svg'), (node) => node.getAttribute('y'))).size).toBe(2);
    expect(labels(svg)).toEqual(expect.arrayContaining(['10000', '−6']));
    expect(labels(svg)).not.toContain('data');
  });

  it('does not follow a component that has run away', async () => {
    const panel = { name: 'far', weights: [1], means: [1e6, 0], covariances: [1, 0, 0, 1] };
    const svg = await mixtureContours({ title: '', trueMeans: [-4, -4, 4, 4], panels: [panel] });
    expect(labels(svg)).toEqual(expect.arrayContaining(['−4', '4']));
  });

  it.each([
    ['means that do not fit', { weights: [1], means: [0], covariances: [1, 0, 0, 1] }, 'K, 2 K and 4 K'],
    ['NaN', { weights: [1], means: [0, NaN], covariances: [1, 0, 0, 1] }, 'means of EM[1] is NaN'],
    ['no covariance', { weights: [1], means: [0, 0], covariances: [1, 2, 2, 1] }, 'not positive semi-definite'],
  ])('refuses %s', async (_, mixture, message) => {
    const request = { title: '', points: [0, 0], panels: [{ name: 'EM', ...mixture }] };
    await expect(mixtureContours(request)).rejects.toThrow(message);
  });
});

describe('pairPlot', () => {
  it('draws the lower triangle, without points that have a gap there, and rings around what was filled in', async () => {
    const svg = await pair();
    expect(count(svg, 'svg svg')).toBe(3);
    // four points in (bill, mass), three where depth is an axis; a ring in the two panels with bill
    expect(count(svg, '[aria-label="dot"] path') + count(svg, '[aria-label="dot"] circle')).toBe(4 + 3 + 3 + 2);
    expect(count(svg, '[aria-label="dot"] circle')).toBe(2);
    expect(labels(svg)).toEqual(
      expect.arrayContaining(['bill', 'mass', 'cluster 1', 'Adelie', 'a coordinate was filled in']),
    );
  });

  it.each([
    ['one feature', { features: ['a'], rows: [1], clusters: [0] }, 'there are 1 features'],
    ['rows that do not fit', { features: ['a', 'b'], rows: [1], clusters: [0] }, 'rows has 1 numbers'],
    ['a negative cluster', { features: ['a', 'b'], rows: [1, 2], clusters: [-1] }, 'clusters holds -1'],
    ['no rows', { features: ['a', 'b'], rows: [], clusters: [] }, 'no rows'],
  ])('refuses %s', async (_, request, message) => {
    await expect(pairPlot({ title: '', ...request })).rejects.toThrow(message);
  });
});

describe('barChart', () => {
  it('draws a bar a group and name with finite values, and a legend', async () => {
    const svg = await bars();
    expect(count(svg, '[aria-label="rect"] rect')).toBe(3);
    expect(count(svg, '[aria-label="legend"] text')).toBe(2);
    expect(labels(svg)).toEqual(expect.arrayContaining(['glass', 'letter', 'NMI']));
  });

  it('draws dashed lines to compare with, which the axis reaches and the legend names', async () => {
    const request = { title: '', yLabel: 'ratio', groups: [{ name: 'g', bars: [{ name: 'EM', values: [2] }] }] };
    const svg = await barChart({ ...request, references: [{ value: 6, label: 'aim: 6' }] });
    expect(count(svg, '[stroke-dasharray="4,3"] line') + count(svg, 'line[stroke-dasharray="4,3"]')).toBe(1);
    expect(labels(svg)).toEqual(expect.arrayContaining(['aim: 6', '6']));
    expect(labels(await barChart(request))).not.toContain('6');
    await expect(barChart({ ...request, references: [{ value: NaN, label: '' }] })).rejects.toThrow(RangeError);
  });

  it('refuses nothing to draw', async () => {
    await expect(barChart({ title: '', yLabel: '', groups: [] })).rejects.toThrow(RangeError);
  });
});

describe('heatmap', () => {
  it('shades by a full value where one is given, by the share of the row elsewhere', async () => {
    const names = { title: '', rows: ['r'], columns: ['a', 'b'], rowLabel: '', columnLabel: '', values: [50, 50] };
    const half = await heatmap({ ...names });
    expect(await heatmap({ ...names, full: 100 })).toBe(half);
    expect(await heatmap({ ...names, full: 50 })).toContain('rgb(0,84,147)');
    expect(half).not.toContain('rgb(0,84,147)');
  });

  it('writes every value into a cell shaded by its share of the row', async () => {
    const svg = await heat();
    expect(count(svg, '[aria-label="cell"] rect')).toBe(6);
    expect(labels(svg)).toEqual(expect.arrayContaining(['a<b', 'cluster', 'class', '5', '2']));
    const fills = Array.from(parse(svg).querySelectorAll('[aria-label="cell"] rect'), (cell) =>
      cell.getAttribute('fill'),
    );
    expect(fills[0]).toBe('rgb(0,84,147)'); // all of the row
    expect(fills[1]).toBe('rgb(243,246,250)'); // none of it
    expect(fills[3]).toBe(fills[5]);
  });

  it('refuses shapes that do not fit, and negative values', async () => {
    const names = { title: '', rows: ['a'], columns: ['b'], rowLabel: '', columnLabel: '' };
    await expect(heatmap({ ...names, values: [1, 2] })).rejects.toThrow('there are 2 values for 1 rows');
    await expect(heatmap({ ...names, values: [-1] })).rejects.toThrow('a value is -1');
  });
});
