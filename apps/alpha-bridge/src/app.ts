import { runOrThrow } from '@bcl/errors';
import {
  alphaBridgeClaim,
  alphaBridgeResult,
  alphaBridgeSections,
  alphaBridgeTable,
  compareAlphaBridge,
  drawAlphaBridgeFigures,
  gridStarts,
  type AlphaBridgeFigures,
  type GridStart,
} from '@bcl/experiments';
import { defineApp, formatTable, readSummary, summaryTable, writeReport } from '@bcl/lab';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'alpha-bridge',
  description:
    'The path from maximum likelihood (α = 1) to the reverse KL (α = 0) on 25 Gaussians, against both of its ends.',
  from: import.meta.url,
  seeds: { count: 3, quick: 1 },
  failures: ['CovarianceCollapse', 'NumericalFailure'],
  options: {
    start: {
      kind: 'choice',
      choices: ['both', ...gridStarts],
      default: 'both',
      description: 'where the model begins: in one corner of the data, or spread over its range',
    },
    iterations: {
      kind: 'integer',
      default: 20_000,
      quick: 300,
      min: 1,
      unit: 'matchings of one gradient step',
      description: 'length of every run',
    },
    samples: { kind: 'integer', default: 250, min: 1, unit: 'a step', description: 'samples of a gradient step' },
    rate: { kind: 'number', default: 0.05, min: 1e-9, max: 10, description: 'step size of Adam at the start' },
    rateEnd: {
      kind: 'number',
      default: 0.0025,
      min: 1e-9,
      max: 10,
      description: 'step size at the end, the same for all methods',
    },
    alphaFrom: { kind: 'number', default: 1, min: 0, max: 1, description: 'where the annealed α begins' },
    alphaTo: { kind: 'number', default: 0, min: 0, max: 1, description: 'where it ends' },
    annealUntil: {
      kind: 'number',
      default: 0.8,
      min: 0.001,
      max: 1,
      unit: 'part of the run',
      description: 'when the annealed α has arrived',
    },
    alphaShape: {
      kind: 'choice',
      choices: ['linear', 'cosine'],
      default: 'linear',
      description: 'how it gets there',
    },
    clip: {
      kind: 'number',
      min: 0,
      max: 100,
      unit: 'nats',
      description: 'clips log-ratios to this, up and down, before they become weights; not clipped without it',
    },
    spread: {
      kind: 'number',
      default: 0,
      min: 0,
      unit: 'units of the data',
      description: 'standard deviation of noise on both sides, in every method, fading to 0 along with α',
    },
    matchings: {
      kind: 'choice',
      choices: ['joint', 'rotated'],
      default: 'joint',
      description: 'what every method steps on: the joint, or rotated marginals as in big learning',
    },
  },
  run: async ({ options, seeds, folder, signal, progress, print }) => {
    const starts: readonly GridStart[] = options.start === 'both' ? gridStarts : [options.start];
    const { clip, ...settings } = options;
    const request = { ...settings, ...(clip === undefined ? {} : { clip }), seeds, folder, signal, progress };
    const figures = new Map<GridStart, AlphaBridgeFigures>();
    for (const start of starts) {
      const comparison = await compareAlphaBridge({ ...request, start });
      figures.set(start, await drawAlphaBridgeFigures(folder, start, comparison));
    }
    const summary = await runOrThrow(readSummary(folder.path));
    print(formatTable(summaryTable(summary, alphaBridgeTable(starts))));
    await runOrThrow(
      writeReport(folder, {
        title: 'From maximum likelihood to the reverse KL',
        claim: alphaBridgeClaim,
        result: alphaBridgeResult(summary, starts),
        sections: alphaBridgeSections(figures, request),
      }),
    );
  },
});
