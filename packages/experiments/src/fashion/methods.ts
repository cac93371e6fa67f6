import {
  assignRows,
  bigLearnMatchings,
  bigLearnPresets,
  mixtureLearner,
  observe,
  orThrow,
  plainEM,
  type MixtureState,
  type Observations,
} from '@bcl/em';
import type { Method, MethodTools, RunFolder } from '@bcl/lab';
import { fold, key as keyOf, type Key } from '@bcl/random';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint';
import { kMeansOnRows } from './k-means';
import type { Pictures } from './pictures';
import { clusterScores, summariseIterates, type Iterate } from './scores';
import { mixtureOfClusters } from './start';

/** What a run of this experiment is told. */
export interface FashionSettings {
  readonly pictures: Pictures;
  /** K. */
  readonly components: number;
  /** Smallest eigenvalue of a covariance, in squared units of a pixel's range. */
  readonly floor: number;
  /** Matchings of BigLearn-EM, and blocks of five steps of plain EM. */
  readonly iterations: number;
  /** Where BigLearn-EM starts. */
  readonly start: 'normal' | 'kmeans';
  /** Threads that share an EM step; the result is the same to the bit. */
  readonly threads: 'auto' | number;
  readonly folder: RunFolder;
}

/** What is kept of a fit for figures. */
export interface FashionFit {
  readonly [name: string]: readonly number[] | readonly (number | null)[];
  readonly passes: readonly number[];
  readonly accuracy: readonly number[];
  readonly nmi: readonly number[];
  readonly logLikelihood: readonly (number | null)[];
  /** K x D. */
  readonly means: readonly number[];
  /** For every cluster up to twelve pictures of it, by index; one after the other, -1 where there are fewer. */
  readonly samples: readonly number[];
}

/** Pictures of a cluster that are kept for the figure. */
export const SAMPLES = 12;
/** EM has converged when five steps raise the likelihood of a picture by less than this, in nats. */
const CONVERGED = 0.01;
/** EM steps between two scores: the authors' NITnei. */
const INNER_STEPS = 5;

/** One step of five passes, by its number. */
type Step = (state: MixtureState, iteration: number, data: Observations) => MixtureState;

/** The methods under comparison. */
export function fashionMethods(settings: FashionSettings): Method<FashionFit>[] {
  const { pictures, components, floor } = settings;
  const { count, side, pixels, classes } = pictures;
  const dimension = side * side;
  const learner = mixtureLearner({ components, floor });
  const clustersOf = (seed: number) => kMeansOnRows(fold(keyOf(seed), 'k-means'), pixels, count, components);
  const startAt = (seed: number): MixtureState => ({
    model: mixtureOfClusters(pixels, clustersOf(seed), components, { floor, ridge: 0 }),
  });
  const preset = bigLearnPresets.fashionMnist(components);
  const matchings = bigLearnMatchings(preset);
  const plain = plainEM(dimension);
  const em = { ...plain, objective: { ...plain.objective, innerSteps: INNER_STEPS } };
  const bigLearnStep =
    (key: Key): Step =>
    (state, iteration, data) =>
      learner.step(
        fold(fold(key, 'step'), iteration),
        state,
        data,
        matchings(fold(fold(key, 'matching'), iteration), dimension, iteration),
      )[0];
  return [
    {
      name: 'kMeans',
      run(seed) {
        const { labels, means } = clustersOf(seed);
        const iterate = { passes: 0, logLikelihood: null, ...clusterScores(classes, labels) };
        return { metrics: summariseIterates([iterate]), extra: extraOf([iterate], means, labels, components) };
      },
    },
    {
      name: 'bigLearnEM',
      run: (seed, tools) => {
        const key = keyOf(seed);
        const start = settings.start === 'kmeans' ? startAt : () => learner.init(key, observations(settings));
        return iterate(settings, 'bigLearnEM', seed, tools, start, bigLearnStep(key));
      },
    },
    {
      name: 'kMeansEM',
      run: (seed, tools) =>
        iterate(
          settings,
          'kMeansEM',
          seed,
          tools,
          startAt,
          (state, iteration, data) => learner.step(fold(keyOf(seed), iteration), state, data, em)[0],
        ),
    },
  ];
}

/** The pictures as data to learn from. */
export const observations = ({
  pictures: { pixels, count, side },
  threads,
}: Pick<FashionSettings, 'pictures' | 'threads'>): Observations =>
  orThrow(observe({ data: pixels, shape: [count, side * side] }, undefined, { emptyColumns: true, threads }));

/** Steps, scores and checkpoints, from the last checkpoint on. */
async function iterate(
  { pictures, components, iterations, threads, folder }: FashionSettings,
  method: string,
  seed: number,
  tools: MethodTools,
  start: (seed: number) => MixtureState,
  step: Step,
) {
  const data = observations({ pictures, threads });
  let { state, iterates }: Checkpoint = (await readCheckpoint(folder, method, seed)) ?? {
    state: start(seed),
    iterates: [],
  };
  let labels = iterates.length > 0 ? assignRows(state.model, data).labels : new Int32Array(pictures.count);
  for (let iteration = iterates.length; iteration < iterations; iteration++) {
    if (method === 'kMeansEM' && hasConverged(iterates)) break;
    await tools.pause();
    tools.signal.throwIfAborted();
    state = step(state, iteration, data);
    const assigned = assignRows(state.model, data);
    labels = assigned.labels;
    const one: Iterate = {
      passes: (iteration + 1) * INNER_STEPS,
      logLikelihood: assigned.logLikelihood,
      ...clusterScores(pictures.classes, labels),
    };
    iterates = [...iterates, one];
    await writeCheckpoint(folder, method, seed, { state, iterates });
    const { accuracy, nmi, logLikelihood } = one;
    tools.report(
      (iteration + 1) / iterations,
      { step: iteration + 1, accuracy, nmi, logLikelihood: logLikelihood ?? 0 },
      `iteration ${iteration + 1} of ${iterations}`,
    );
  }
  return { metrics: summariseIterates(iterates), extra: extraOf(iterates, state.model.means, labels, components) };
}

/** Plain EM only ever climbs: BigLearn-EM, which does not, has no such end. */
function hasConverged(iterates: readonly Iterate[]): boolean {
  const [before, last] = iterates.slice(-2).map((one) => one.logLikelihood ?? -Infinity);
  return iterates.length > 1 && last - before < CONVERGED;
}

function extraOf(
  iterates: readonly Iterate[],
  means: Float64Array,
  labels: Int32Array,
  components: number,
): FashionFit {
  const samples = Array.from({ length: components }, (_, k) => {
    const own = Array.from(labels.keys()).filter((n) => labels[n] === k);
    return Array.from({ length: SAMPLES }, (__, i) => own[Math.floor((i * own.length) / SAMPLES)] ?? -1);
  });
  return {
    passes: iterates.map(({ passes }) => passes),
    accuracy: iterates.map(({ accuracy }) => accuracy),
    nmi: iterates.map(({ nmi }) => nmi),
    logLikelihood: iterates.map(({ logLikelihood }) => logLikelihood),
    means: Array.from(means, (value) => Math.round(value * 1e4) / 1e4),
    samples: samples.flat(),
  };
}
