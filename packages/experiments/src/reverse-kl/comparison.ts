import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import { compareMethods, type Comparison, type Method, type RunFolder } from '@bcl/lab';
import type { ObjectiveLike } from '@bcl/objectives';
import { fold, key } from '@bcl/random';
import { checkpoint } from '../mixture-descent/checkpoint';
import { lastValues, tracedDescent, type DescentRecipe } from '../mixture-descent/descent';
import type { Frame } from '../mixture-descent/frames';
import { curvePlaces, earlyOften, together } from '../mixture-descent/moments';
import { gridScores } from '../mixture-descent/scores';
import { gridStart, gridTarget } from '../mixture-descent/target';
import { ablatedRecipes, bclRecipe } from './bcl';
import { paperRecipes, type PaperSettings } from './recipes';

/** What is kept of a descent for the figures. */
export type ReverseKLFit = {
  /** Matchings of the whole run. */
  readonly iterations: number;
  /** Gradient steps on each matching. */
  readonly innerSteps: number;
  /** Matchings after which the model was measured; 0 is the start. */
  readonly steps: readonly number[];
  readonly reverseKL: readonly number[];
  readonly modes: readonly number[];
  /** The model on the way, the {@link snapshotSteps} among others. */
  readonly frames: readonly Frame[];
  /** Why the run ended early, if a component collapsed; what was not measured any more is null in the file. */
  readonly collapse: string | null;
};

/** Settings of the reverse-KL simulation. */
export interface ReverseKLSettings extends PaperSettings {
  /** Compare our method with its own ablations instead of with the paper's methods. */
  readonly ablation?: boolean;
  /** Takes the place of the reverse KL in the paper's two methods; our method, made for the reverse KL, then does not run. */
  readonly objective?: ObjectiveLike | undefined;
}

/** Where and for which seeds the comparison runs. */
export interface ReverseKLRequest extends ReverseKLSettings {
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress?: Parameters<typeof compareMethods>[0]['progress'];
  /** Fresh samples of either side by which the last model is scored, at least 40; 20,000 by default. */
  readonly scoringSamples?: number;
}

/** The iterations of the paper's Figure 4 and its animation, scaled to a run of `iterations`. */
export function snapshotSteps(iterations: number): number[] {
  return [0, 200, 800, 1400, 6000, 10_000].map((step) => Math.round((step / 10_000) * iterations));
}

/**
 * The reverse-KL simulation of "Big Cooperative Learning", section 4.1: every method from the same corner for every seed.
 * Metrics of the last model: `modes` of 25 with a narrow component on them, `reverseKL` KL(p ‖ q) by 20,000 fresh samples
 * of p, and `forwardKL` KL(q ‖ p) by as many of q, which is what a missed mode costs the data.
 */
export async function compareReverseKL(request: ReverseKLRequest): Promise<Comparison<ReverseKLFit>> {
  const { seeds, folder, signal, progress, ablation, objective, scoringSamples = 20_000 } = request;
  if (ablation && objective !== undefined) {
    const hint = 'leave one of the two out';
    throw new ProblemError(problem('BadOption', { what: 'An ablation of our method has the reverse KL only', hint }));
  }
  const recipes: Readonly<Record<string, DescentRecipe>> = ablation
    ? ablatedRecipes(request)
    : { ...paperRecipes(request, objective), ...(objective === undefined ? { bcl: bclRecipe(request) } : {}) };
  const methods = Object.entries(recipes).map(([name, recipe]) =>
    methodOf(name, recipe, { folder, scoringSamples, keepCollapse: ablation === true }),
  );
  return runOrThrow(
    compareMethods<ReverseKLFit>({ methods, seeds, folder, signal, progress, show: ['reverseKL', 'modes'] }),
  );
}

/** The scores of a model of which a component has collapsed to a point: it finds nothing, and its KLs have no bound. */
const collapsed = { modes: 0, reverseKL: Infinity, forwardKL: Infinity };

interface Run {
  readonly folder: RunFolder;
  readonly scoringSamples: number;
  /** In an ablation the collapse of a variant is a result, elsewhere an error. */
  readonly keepCollapse: boolean;
}

function methodOf(name: string, recipe: DescentRecipe, run: Run): Method<ReverseKLFit> {
  const { folder, scoringSamples, keepCollapse } = run;
  const target = gridTarget();
  const { steps, innerSteps = 1 } = recipe;
  const snapshots = snapshotSteps(steps);
  return {
    name,
    run: async (seed, tools) => {
      const own = key(seed);
      const { trace, collapse } = await tracedDescent({
        target,
        start: gridStart(seed, 'corner'),
        recipe,
        key: fold(own, 'descent'),
        measureAt: together(curvePlaces(steps), snapshots),
        // On the way a twentieth of the samples is enough.
        measure: (now, step) =>
          gridScores(
            now,
            target,
            fold(own, 'scores'),
            step === steps ? scoringSamples : Math.ceil(scoringSamples / 20),
          ),
        framesAt: together(earlyOften(steps, 60), snapshots),
        tools,
        checkpoint: checkpoint(folder, `${name}-${seed}`),
        keepCollapse,
      });
      const { reverseKL, modes } = trace.values;
      return {
        metrics: collapse === undefined ? lastValues(trace) : collapsed,
        extra: {
          iterations: steps,
          innerSteps,
          steps: trace.steps,
          reverseKL,
          modes,
          frames: trace.frames,
          collapse: collapse ?? null,
        },
      };
    },
  };
}
