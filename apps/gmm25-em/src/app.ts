import { compareOnGrid, drawGridFigures, gridClaim, gridSections, gridTable } from '@bcl/experiments';
import { defineApp, formatTable, summaryTable, writeReport } from '@bcl/lab';
import { runOrThrow } from '@bcl/errors';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'gmm25-em',
  description:
    'The 25-component simulation of the BigLearn-EM paper: EM, k-means-started EM, BigLearn-EM and our default on the same data.',
  from: import.meta.url,
  seeds: { count: 10, quick: 1 },
  options: {
    iterations: {
      kind: 'integer',
      default: 2000,
      quick: 40,
      min: 1,
      unit: 'matchings of 5 EM steps',
      description: 'length of BigLearn-EM',
    },
    emIterations: {
      kind: 'integer',
      default: 500,
      quick: 100,
      min: 1,
      unit: 'EM steps',
      description: 'most steps of the plain-EM methods',
    },
    ablation: {
      kind: 'boolean',
      description:
        'compare our default with one of its parts taken away at a time, instead of with the other methods; the lengths above then have no effect',
    },
  },
  run: async ({ options, seeds, folder, signal, progress, print }) => {
    const comparison = await compareOnGrid({ ...options, seeds, folder, signal, progress });
    const figures = await drawGridFigures(folder, comparison);
    print(formatTable(summaryTable(comparison.summary, gridTable)));
    await runOrThrow(
      writeReport(folder, {
        title: '25 Gaussians: does fitting find them all?',
        claim: gridClaim,
        sections: gridSections(figures, { methods: comparison.summary.methods.map(({ name }) => name), ...options }),
      }),
    );
  },
});
