import { orThrow, runOrThrow } from '@bcl/errors';
import {
  clusterPenguins,
  compareOnGrid,
  drawGridFigures,
  gridClaim,
  gridSections,
  gridTable,
  readPenguins,
} from '@bcl/experiments';
import { defineApp, formatTable, summaryTable, writeReport } from '@bcl/lab';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'tour',
  description:
    'The main job in under a minute: 25 Gaussians that EM does not find, and penguins with missing measurements.',
  from: import.meta.url,
  command: 'npx -y pnpm@10.34.9 start',
  seeds: { count: 1 },
  options: {
    iterations: {
      kind: 'integer',
      default: 500,
      quick: 20,
      min: 1,
      unit: 'matchings of 5 EM steps',
      description: 'length of BigLearn-EM; the paper’s notebook has 2000',
    },
    draws: {
      kind: 'integer',
      default: 5,
      quick: 1,
      min: 1,
      description: 'how many times penguin cells are hidden and filled',
    },
  },
  run: async ({ options, seeds, folder, signal, progress, print }) => {
    const comparison = await compareOnGrid({
      iterations: options.iterations,
      emIterations: 500,
      seeds,
      folder,
      signal,
      progress,
    });
    const klOf = (name: string): string =>
      (comparison.cells.find(({ method }) => method === name)?.metrics.testKL ?? NaN).toFixed(4);
    const figures = await drawGridFigures(folder, comparison);
    print('\n25 Gaussians, 2000 points: where each method ends');
    print(formatTable(summaryTable(comparison.summary, gridTable)));
    const steps = options.draws + 1;
    const bar = progress(steps, 'fits');
    const penguins = await clusterPenguins(orThrow(readPenguins()), {
      folder,
      signal,
      seed: seeds[0],
      draws: options.draws,
      onStep: (done, label) => bar.update({ done, label }),
    });
    bar.update({ done: steps, label: 'penguins' });
    bar.finish();
    const { nmi, ari, accuracy } = penguins.scores;
    print(`\nPalmer penguins: ${penguins.rows} birds, ${penguins.missingCells} cells missing, none dropped`);
    print(`Clusters against species: NMI ${nmi.toFixed(3)}, ARI ${ari.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`);
    print(formatTable(penguins.table));
    await runOrThrow(
      writeReport(folder, {
        title: 'Big cooperative learning: a tour',
        claim: gridClaim,
        result:
          `From N(0, I) our default ends at a test KL of ${klOf('bcl')}, EM started at the truth at ${klOf('emFromTruth')}, plain EM from N(0, I) at ` +
          `${klOf('jointEM')}. On the penguins, with ${penguins.missingCells} cells missing, the clusters agree with the species to an ARI of ${ari.toFixed(2)}.`,
        sections: [
          ...gridSections(figures, { methods: comparison.summary.methods.map(({ name }) => name), ...options }),
          ...penguins.sections,
        ],
      }),
    );
  },
});
