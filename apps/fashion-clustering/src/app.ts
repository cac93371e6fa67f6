import {
  compareOnPictures,
  drawFashionFigures,
  drawnPictures,
  fashionClaim,
  fashionSections,
  fashionTable,
  type Pictures,
} from '@bcl/experiments';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import { defineApp, formatTable, summaryTable, writeReport, type RunFolder } from '@bcl/lab';
import { fetchFashion, readFashion } from './images';
import { race } from './race';

/** Drawn pictures where there are no photographs, with and without --quick. */
const DRAWN = { quick: 300, full: 1200 };

/** More threads than any machine has cores for the largest pass. */
const MOST_THREADS = 256;

/** The app, without the process it runs in. */
export const app = defineApp({
  name: 'fashion-clustering',
  description:
    'Clusters Fashion-MNIST in its 784 raw pixels with full covariances, or drawn shapes where it is not at hand.',
  from: import.meta.url,
  seeds: { count: 1, quick: 1 },
  failures: ['NumericalFailure'],
  data: 'the folder with the four files of Fashion-MNIST (IDX, .gz); BCL_DATA_DIR without it',
  options: {
    download: {
      kind: 'boolean',
      description: 'fetch Fashion-MNIST (31 MB, checked by SHA-256) into the user’s cache where no folder has it',
    },
    subset: {
      kind: 'integer',
      min: 100,
      max: 70_000,
      unit: 'images',
      description: 'only the first images; all without it',
    },
    components: {
      kind: 'integer',
      min: 1,
      max: 1000,
      description: 'number of components K; the number of classes without it',
    },
    floor: {
      kind: 'number',
      default: 0.05,
      min: 1e-6,
      max: 1,
      unit: 'squared range of a pixel',
      description: 'smallest eigenvalue of a covariance',
    },
    iterations: {
      kind: 'integer',
      default: 70,
      quick: 2,
      min: 1,
      unit: 'matchings of 5 EM steps',
      description: 'length of BigLearn-EM, and of EM in blocks of 5 steps',
    },
    start: {
      kind: 'choice',
      choices: ['normal', 'kmeans'],
      default: 'normal',
      description: 'where BigLearn-EM starts: means from N(0, I), or k-means as behind a flag of the authors’ script',
    },
    threads: {
      kind: 'string',
      default: 'auto',
      placeholder: 'N',
      description: 'threads that share an EM step: auto (one a core), or a number; the result is the same to the bit',
    },
    race: {
      kind: 'boolean',
      description: 'time one iteration here and the same operations in numpy, in turn, instead of clustering',
    },
  },
  run: async ({ options, seeds, quick, data, folder, signal, progress, print }) => {
    const threads = threadsOf(options.threads);
    const own = data ?? (process.env.BCL_DATA_DIR === '' ? undefined : process.env.BCL_DATA_DIR);
    const pictures = await picturesOf(own, options.download, options.subset, quick, folder, signal);
    print(pictures.title);
    const components = options.components ?? pictures.classNames.length;
    const { floor, iterations, start } = options;
    if (options.race) {
      await race({ pictures, components, floor, threads, folder, print, signal });
      return;
    }
    const comparison = await compareOnPictures({
      pictures,
      components,
      floor,
      iterations,
      start,
      threads,
      seeds,
      folder,
      signal,
      progress,
    });
    const figures = await drawFashionFigures(folder, pictures, comparison, components);
    print(formatTable(summaryTable(comparison.summary, fashionTable)));
    await runOrThrow(
      writeReport(folder, {
        title: 'Fashion-MNIST in its raw pixels',
        ...(pictures.side === 28 ? { claim: fashionClaim } : {}),
        sections: fashionSections(pictures, figures),
      }),
    );
  },
});

function threadsOf(text: string): 'auto' | number {
  if (text === 'auto') return text;
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return threads;
  const why = `it must be 'auto' or a whole number from 1 to ${MOST_THREADS}`;
  throw new ProblemError(problem('BadOption', { what: `--threads is '${text}'`, why }));
}

async function picturesOf(
  own: string | undefined,
  download: boolean,
  subset: number | undefined,
  quick: boolean,
  folder: RunFolder,
  signal: AbortSignal,
): Promise<Pictures> {
  if (own === undefined && !download) return drawnPictures(subset ?? (quick ? DRAWN.quick : DRAWN.full));
  const files = await fetchFashion({ folder: own, download, signal });
  await folder.addDataFiles(files.map(({ path }) => path));
  return readFashion(files, subset ?? (quick ? 1000 : Infinity));
}
