import { curves, rasterUrl, type Comparison, type RunFolder } from '@bcl/lab';
import { SAMPLES, type FashionFit } from './methods';
import type { Pictures } from './pictures';

/** Names of the figures in the run folder. */
export interface FashionFigures {
  readonly curves: readonly string[];
  readonly clusters: readonly { readonly method: string; readonly figure: string }[];
}

/** Draws accuracy, NMI and likelihood over the passes, and each method's cluster means beside pictures of the clusters. */
export async function drawFashionFigures(
  folder: RunFolder,
  pictures: Pictures,
  { cells }: Comparison<FashionFit>,
  components: number,
): Promise<FashionFigures> {
  const drawn: string[] = [];
  for (const [name, label] of [
    ['accuracy', 'accuracy (Hungarian)'],
    ['nmi', 'NMI'],
    ['logLikelihood', 'mean training log-likelihood (nats)'],
  ] as const) {
    const methods = [...new Set(cells.map(({ method }) => method))];
    const series = methods.flatMap((method) => {
      const fits = cells.filter((cell) => cell.method === method).map(({ extra }) => extra);
      if (fits[0].passes.length < 2) return [];
      // One seed may have converged before another.
      const length = Math.min(...fits.map(({ passes }) => passes.length));
      const y = fits.map((fit) => fit[name].slice(0, length).map((value) => value ?? NaN));
      return [{ name: method, x: fits[0].passes.slice(0, length), y }];
    });
    if (series.length === 0) continue;
    const svg = await curves({ title: label, xLabel: 'EM passes over the data', yLabel: label, series });
    drawn.push(await folder.writeFigure(`${name}.svg`, svg));
  }
  const clusters = [];
  const first = cells[0].seed;
  for (const { method, seed, extra } of cells) {
    if (seed !== first) continue;
    const figure = await folder.writeFigure(`${method}-clusters.png`, clusterSheet(pictures, extra, components));
    clusters.push({ method, figure });
  }
  return { curves: drawn, clusters };
}

const grey = Array.from({ length: 256 }, (_, v) => `rgb(${v}, ${v}, ${v})`);

/** A PNG: a row a cluster, its mean at the left, then pictures that were put into it. */
export function clusterSheet(
  { side, pixels }: Pictures,
  { means, samples }: FashionFit,
  components: number,
): Uint8Array {
  const scale = Math.max(1, Math.floor(48 / side));
  const cell = side * scale + 2;
  const width = cell * (SAMPLES + 1);
  const sheet = new Uint8Array(width * cell * components).fill(255);
  const put = (row: number, column: number, value: (p: number) => number): void => {
    for (let y = 0; y < side * scale; y++)
      for (let x = 0; x < side * scale; x++) {
        const shade = value(Math.floor(y / scale) * side + Math.floor(x / scale));
        sheet[(row * cell + y) * width + column * cell + x] = Math.round(255 * Math.min(1, Math.max(0, shade)));
      }
  };
  for (let k = 0; k < components; k++) {
    put(k, 0, (p) => means[k * side * side + p]);
    samples.slice(k * SAMPLES, (k + 1) * SAMPLES).forEach((n, i) => {
      if (n >= 0) put(k, i + 1, (p) => pixels[n * side * side + p]);
    });
  }
  return Buffer.from(rasterUrl(width, sheet, grey).split(',')[1], 'base64');
}
