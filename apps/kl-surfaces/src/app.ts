import { runOrThrow } from '@bcl/errors';
import { escapesTable, holdTable, marginalMinimaTable, studySurfaces, surfacesReport } from '@bcl/experiments';
import { defineApp, formatTable, summaryTable, writeReport } from '@bcl/lab';

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'kl-surfaces',
  description:
    'The reverse-KL surfaces of two Gaussians (section 3.3 of Big Cooperative Learning), their minima, and whether alternating matchings escape where their sum does not.',
  from: import.meta.url,
  seeds: { count: 3, quick: 1 },
  options: {
    sigma2: {
      kind: 'number',
      default: 0.1,
      min: 0.005,
      max: 1,
      description: 'variance σ² of every component; the modes lie at -1 and 1',
    },
    grid: {
      kind: 'integer',
      default: 100,
      quick: 21,
      min: 3,
      max: 400,
      unit: 'values of each mean',
      description: 'resolution of the surfaces',
    },
    samples: {
      kind: 'integer',
      default: 2000,
      quick: 100,
      min: 1,
      unit: 'samples a pair of means',
      description: 'size of the Monte-Carlo estimate of the surfaces',
    },
    starts: {
      kind: 'integer',
      default: 25,
      quick: 11,
      min: 3,
      max: 201,
      unit: 'values of each mean',
      description: 'descents start from a grid of as many by as many',
    },
    steps: {
      kind: 'integer',
      default: 1000,
      quick: 200,
      min: 1,
      unit: 'gradient steps',
      description: 'length of every descent',
    },
    hold: {
      kind: 'integer',
      default: 20,
      min: 1,
      unit: 'gradient steps',
      description: 'how long alternating descents hold an angle',
    },
    rate: {
      kind: 'number',
      default: 1,
      min: 0.0001,
      max: 4,
      unit: 'sigma2',
      description: 'step length over gradient; beyond 4 the optimum itself is unstable',
    },
  },
  run: async ({ options, seeds, folder, signal, progress, print }) => {
    const { sigma2, grid, ...descents } = options;
    const settings = { ...descents, variance: sigma2, size: grid };
    const study = await studySurfaces({ ...settings, seeds, folder, signal, progress });
    print(formatTable(marginalMinimaTable(study.atlas)));
    print(`\n${formatTable(summaryTable(study.escapes.summary, escapesTable))}`);
    if (study.hold !== undefined) print(`\n${formatTable(holdTable(study.hold.times))}`);
    await runOrThrow(writeReport(folder, surfacesReport(study)));
  },
});
