import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Comparison, type Method, type RunFolder } from '@bcl/lab';
import { fold, key } from '@bcl/random';
import { checkpoint } from '../mixture-descent/checkpoint';
import { lastValues, tracedDescent, type DescentRecipe } from '../mixture-descent/descent';
import { frameOf, type Frame } from '../mixture-descent/frames';
import { curvePlaces } from '../mixture-descent/moments';
import { gridScores } from '../mixture-descent/scores';
import { gridStart, gridTarget, type GridStart } from '../mixture-descent/target';
import { alphaBridgeRecipes, type AlphaBridgeSettings } from './recipes';

/** What is kept of a descent for the figures. */
export type AlphaBridgeFit = {
  /** Matchings after which the model was measured; 0 is the start. */
  readonly steps: readonly number[];
  readonly forwardKL: readonly number[];
  readonly reverseKL: readonly number[];
  readonly modes: readonly number[];
  /** Fractions; the mean of the steps up to a place of `steps`, from its second place on. */
  readonly effectiveSampleSize: readonly number[];
  /** The last model. */
  readonly last: Frame;
};

/** Where, from which start and for which seeds the comparison runs. */
export interface AlphaBridgeRequest extends AlphaBridgeSettings {
  readonly start: GridStart;
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress?: Parameters<typeof compareMethods>[0]['progress'];
  /** Fresh samples of either side by which the last model is scored, at least 40; 20,000 by default. */
  readonly scoringSamples?: number;
}

/**
 * The path from maximum likelihood to the reverse KL on the 25-mode mixture, against both of its ends and against maximum
 * likelihood by samples of the target. The results are a group named after the start.
 *
 * Metrics of the last model: `forwardKL` KL(q ‖ p) and `reverseKL` KL(p ‖ q), each by 20,000 fresh samples, `modes` of 25
 * with a narrow component on them, and `effectiveSampleSize`, the fraction of the samples that carry the gradient, mean over
 * the run's last tenth.
 */
export async function compareAlphaBridge(request: AlphaBridgeRequest): Promise<Comparison<AlphaBridgeFit>> {
  const { start, seeds, folder, signal, progress, scoringSamples = 20_000 } = request;
  const recipes = Object.entries(alphaBridgeRecipes(request));
  const methods = recipes.map(([name, recipe]) => methodOf(name, recipe, start, folder, scoringSamples));
  const show = ['forwardKL', 'reverseKL', 'modes'];
  return runOrThrow(compareMethods<AlphaBridgeFit>({ methods, seeds, folder, signal, progress, show, group: start }));
}

function methodOf(
  name: string,
  recipe: DescentRecipe,
  start: GridStart,
  folder: RunFolder,
  scoringSamples: number,
): Method<AlphaBridgeFit> {
  const target = gridTarget();
  const { steps } = recipe;
  return {
    name,
    run: async (seed, tools) => {
      const own = key(seed);
      const { model, trace } = await tracedDescent({
        target,
        start: gridStart(seed, start),
        recipe,
        key: fold(own, 'descent'),
        measureAt: curvePlaces(steps),
        // On the way a twentieth of the samples is enough.
        measure: (now, step) =>
          gridScores(
            now,
            target,
            fold(own, 'scores'),
            step === steps ? scoringSamples : Math.ceil(scoringSamples / 20),
          ),
        framesAt: [],
        tools,
        checkpoint: checkpoint(folder, `${start}-${name}-${seed}`),
      });
      const { steps: places, values, effectiveSampleSize } = trace;
      const tail = effectiveSampleSize.slice(-Math.ceil(effectiveSampleSize.length / 10));
      return {
        metrics: {
          ...lastValues(trace),
          effectiveSampleSize: tail.reduce((sum, value) => sum + value, 0) / tail.length,
        },
        extra: {
          steps: places,
          forwardKL: values.forwardKL,
          reverseKL: values.reverseKL,
          modes: values.modes,
          effectiveSampleSize,
          last: frameOf(steps, model),
        },
      };
    },
  };
}
