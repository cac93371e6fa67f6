import { runOrThrow } from '@bcl/errors';
import {
  compareReverseKL,
  drawReverseKLFigures,
  objectiveOfRun,
  objectiveOptions,
  reverseKLClaim,
  reverseKLResult,
  reverseKLSections,
  reverseKLTable,
} from '@bcl/experiments';
import { defineApp, formatTable, summaryTable, writeReport } from '@bcl/lab';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'gmm25-rkl',
  description:
    'The 25-component reverse-KL simulation of Big Cooperative Learning: joint matching alone, big learning, and our method from the same corner.',
  from: import.meta.url,
  seeds: { count: 3, quick: 1 },
  failures: ['CovarianceCollapse', 'NumericalFailure'],
  options: {
    iterations: {
      kind: 'integer',
      default: 10_000,
      quick: 200,
      min: 1,
      unit: 'matchings',
      description: 'length of a run',
    },
    innerSteps: {
      kind: 'integer',
      default: 20,
      min: 1,
      unit: 'gradient steps',
      description: 'how long a matching of the paper’s methods is held',
    },
    samples: {
      kind: 'integer',
      default: 100,
      min: 1,
      unit: 'a step',
      description: 'samples of a gradient step',
    },
    rate: {
      kind: 'number',
      default: 0.1,
      min: 1e-9,
      max: 100,
      description: 'step size of the paper’s methods, plain gradient descent',
    },
    ablation: {
      kind: 'boolean',
      description: 'compare our method with one of its parts taken away at a time, instead of with the paper’s methods',
    },
    objective: {
      ...objectiveOptions.objective,
      description: `takes the place of the reverse KL in the paper’s methods, and bcl does not run: ${objectiveOptions.objective.description}`,
    },
    parameters: objectiveOptions.parameters,
  },
  run: async ({ options, seeds, folder, project, signal, progress, print }) => {
    const objective = await objectiveOfRun({ options, project, folder });
    const settings = { ...options, objective };
    const comparison = await compareReverseKL({ ...settings, seeds, folder, signal, progress });
    const { summary } = comparison;
    const figures = await drawReverseKLFigures(folder, comparison);
    print(formatTable(summaryTable(summary, reverseKLTable)));
    await runOrThrow(
      writeReport(folder, {
        title: '25 Gaussians by reverse KL: which matchings find them?',
        claim: reverseKLClaim,
        result: reverseKLResult(summary),
        sections: reverseKLSections(figures, { ...settings, methods: summary.methods.map(({ name }) => name) }),
      }),
    );
  },
});
