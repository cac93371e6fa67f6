import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Comparison, type Method, type RunFolder } from '@bcl/lab';
import { fold, key } from '@bcl/random';
import { reverseKL } from './divergence';
import { descender, descentStarts, type DescentRule } from './descents';
import { jointMatching } from './matching';
import type { Minimum } from './minima';

/** Settings of the descents. */
export interface EscapeSettings {
  /** σ². */
  readonly variance: number;
  /** The starts are a grid of `starts` x `starts` over [-2, 2]². */
  readonly starts: number;
  /** Gradient steps of every descent. */
  readonly steps: number;
  /** Steps for which an angle is held by the methods that alternate. */
  readonly hold: number;
  /** Step length over gradient, in units of σ²: the natural one, for the curvature at the optimum is 1 / (2 σ²). */
  readonly rate: number;
}

/** Where and for which seeds the descents run. */
export interface EscapeRequest extends EscapeSettings {
  readonly seeds: readonly number[];
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
  readonly progress?: Parameters<typeof compareMethods>[0]['progress'];
  /** The spurious minima of the sum, with their twins or without. */
  readonly spurious: readonly Minimum[];
}

/** Samples of the paper's estimate for each step. */
const samplesOfThePaper = 100;

/** What the main comparison compares, by name. */
export function escapeRules({ hold, rate, variance }: EscapeSettings): Readonly<Record<string, DescentRule>> {
  const own = { hold, rate: rate * variance };
  const samples = samplesOfThePaper;
  return {
    joint: { loss: 'joint', ...own },
    sum: { loss: 'sum', ...own },
    alternating: { loss: 'alternating', ...own },
    alternatingHaar: { loss: 'haar', ...own },
    jointSampled: { loss: 'joint', ...own, samples },
    sumSampled: { loss: 'sum', ...own, samples },
    alternatingSampled: { loss: 'haar', ...own, samples },
  };
}

/** Numbers of steps for which an angle is held, and rates in units of σ², that {@link sweepHolds} crosses. */
export const sweptHolds: readonly number[] = [1, 5, 20, 100];
export const sweptRates: readonly number[] = [0.03, 0.1, 0.3, 1, 3];

/** The name of a cell of the sweep. */
export function sweepName(hold: number, rate: number): string {
  return `hold ${hold}, rate ${rate}`;
}

/** Every method of {@link escapeRules} from every start. */
export function compareEscapes(request: EscapeRequest): Promise<Comparison<null>> {
  return run(request, escapeRules(request));
}

/** Alternating descents for every hold and rate: the group `sweep` of the summary. */
export function sweepHolds(request: EscapeRequest): Promise<Comparison<null>> {
  const rules = sweptHolds.flatMap((hold) =>
    sweptRates.map((rate): [string, DescentRule] => [
      sweepName(hold, rate),
      { loss: 'alternating', hold, rate: rate * request.variance },
    ]),
  );
  return run(request, Object.fromEntries(rules), 'sweep');
}

async function run(
  request: EscapeRequest,
  rules: Readonly<Record<string, DescentRule>>,
  group?: string,
): Promise<Comparison<null>> {
  const { seeds, folder, signal, progress } = request;
  const methods = Object.entries(rules).map(([name, rule]) => methodOf(name, rule, request));
  return runOrThrow(
    compareMethods<null>({
      methods,
      seeds,
      folder,
      signal,
      show: ['escaped'],
      ...(progress === undefined ? {} : { progress }),
      ...(group === undefined ? {} : { group }),
    }),
  );
}

function methodOf(name: string, rule: DescentRule, { variance, steps, starts, spurious }: EscapeRequest): Method<null> {
  const jointKL = reverseKL(jointMatching, variance);
  return {
    name,
    run: async (seed, { signal, report, pause }) => {
      const own = key(seed);
      const descend = descender(rule, { variance, steps });
      const places = descentStarts(fold(own, 'starts'), starts);
      const count = places.length / 2;
      const tally = { escaped: 0, near: 0, nearEscaped: 0, divergence: 0 };
      for (let i = 0; i < count; i++) {
        const [mu1, mu2] = [places[2 * i], places[2 * i + 1]];
        const end = descend(fold(fold(own, 'descent'), i), mu1, mu2);
        const near = isNear(spurious, mu1, mu2);
        tally.escaped += Number(end.escaped);
        tally.near += Number(near);
        tally.nearEscaped += Number(near && end.escaped);
        tally.divergence += jointKL(end.mu1, end.mu2);
        if (i % 25 !== 24) continue;
        report((i + 1) / count, { step: i + 1, escaped: tally.escaped / (i + 1) });
        await pause();
        if (signal.aborted) break;
      }
      return {
        metrics: {
          escaped: tally.escaped / count,
          // With no spurious minimum, or no start beside one, there is nothing that it could mean.
          ...(tally.near > 0 ? { escapedFromSpurious: tally.nearEscaped / tally.near } : {}),
          finalKL: tally.divergence / count,
        },
        extra: null,
      };
    },
  };
}

/** Whether a start lies within 0.2 of a minimum, or of its twin with the means exchanged. */
function isNear(minima: readonly Minimum[], a: number, b: number): boolean {
  return minima.some(({ mu1, mu2 }) => Math.min(Math.hypot(a - mu1, b - mu2), Math.hypot(a - mu2, b - mu1)) < 0.2);
}
