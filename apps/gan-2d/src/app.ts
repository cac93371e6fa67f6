import { backendOption, openBackend } from '@bcl/backend';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import {
  compareOnPlane,
  drawPlaneFigures,
  planeClaim,
  planeResult,
  planeSections,
  planeSets,
  planeTable,
  type PlaneResults,
  type PlaneSet,
} from '@bcl/gan-experiments';
import { defineApp, formatTable, readSummary, summaryTable, writeReport } from '@bcl/lab';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'gan-2d',
  description: 'One network for the five matchings of two coordinates, trained adversarially, against the exact truth.',
  from: import.meta.url,
  seeds: { count: 3, quick: 1 },
  failures: ['Diverged'],
  options: {
    dataSet: {
      kind: 'choice',
      choices: ['both', ...planeSets],
      default: 'both',
      quick: 'pair',
      description: 'what is learned: 25 Gaussians on a grid, two Gaussians, or both in turn',
    },
    steps: { kind: 'integer', default: 12_000, quick: 20, min: 1, description: 'length of every training' },
    batch: { kind: 'integer', default: 256, quick: 32, min: 1, unit: 'rows', description: 'size of a step' },
    width: { kind: 'integer', default: 32, quick: 8, min: 4, max: 1024, description: 'values a token in both networks, a multiple of 4' }, // prettier-ignore
    depth: { kind: 'integer', default: 2, quick: 1, min: 1, max: 24, description: 'blocks of both networks' },
    noise: { kind: 'integer', default: 4, min: 1, max: 1024, description: 'normal numbers of each token, and as many shared ones' }, // prettier-ignore
    frequencies: { kind: 'integer', default: 4, min: 0, max: 32, description: 'waves of each coordinate that both networks see beside it' }, // prettier-ignore
    learningRate: {
      kind: 'number',
      default: 0.001,
      min: 1e-9,
      max: 1,
      description: 'step size of Adam, both networks',
    },
    cooldown: { kind: 'number', default: 0.6, min: 0, max: 1, description: 'share of the steps, at the end, over which the step size falls to 0' }, // prettier-ignore
    penalty: { kind: 'number', default: 0.005, min: 0, description: 'weight of R1' },
    penaltyEvery: { kind: 'integer', default: 4, min: 1, unit: 'steps', description: 'how often R1 is computed' },
    averageDecay: { kind: 'number', default: 0.999, min: 0, max: 0.999999, description: 'what the average of the generator keeps in a step' }, // prettier-ignore
    communicationWeight: { kind: 'number', default: 1, min: 0, description: 'weight of the communication term' },
    samples: {
      kind: 'integer',
      default: 2000,
      quick: 300,
      min: 50,
      description: 'points on either side of a distance',
    },
    draws: {
      kind: 'integer',
      default: 5,
      quick: 1,
      min: 1,
      description: 'pairs of samples that a distance is averaged over',
    },
    backend: {
      kind: 'choice',
      choices: backendOption.choices,
      default: backendOption.default,
      description: backendOption.description,
    },
  },
  run: async ({ options, seeds, folder, signal, progress, print }) => {
    const { dataSet, backend: name, ...settings } = options;
    if (settings.width % 4 !== 0) {
      const why = 'every token is shared out among 4 heads';
      throw new ProblemError(
        problem('BadOption', { what: `--width is '${settings.width}'`, why, hint: 'take a multiple of 4' }),
      );
    }
    const sets: readonly PlaneSet[] = dataSet === 'both' ? planeSets : [dataSet];
    const backend = await runOrThrow(openBackend({ name }));
    print(`Computing on: ${backend.describe}.`);
    for (const { name: better, why } of backend.passedOver) print(`Not on ${better}: ${why}.`);
    const results = new Map<PlaneSet, PlaneResults>();
    for (const set of sets) {
      const clock = () => performance.now();
      const comparison = await compareOnPlane({ ...settings, set, seeds, folder, signal, progress, clock });
      results.set(set, { cells: comparison.cells, figures: await drawPlaneFigures(folder, set, comparison) });
    }
    const summary = await runOrThrow(readSummary(folder.path));
    print(formatTable(summaryTable(summary, planeTable(sets))));
    await runOrThrow(
      writeReport(folder, {
        title: 'Five matchings of two coordinates',
        claim: planeClaim,
        result: planeResult(summary, sets),
        sections: planeSections(results, settings, backend.describe),
      }),
    );
  },
});
