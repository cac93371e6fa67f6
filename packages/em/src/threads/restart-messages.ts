import type { Components } from '../expectation/components';
import type { RestartEnd, RestartPlan } from '../fit/restart';
import type { StrategyDescription } from '../strategies/description';
import type { StrategyStep } from '../strategies/strategy';

/** Restarts of a fit that a thread may take. */
export interface RestartsMessage {
  readonly kind: 'restarts';
  /** Which fit: what comes back carries it. */
  readonly run: number;
  readonly plan: Omit<RestartPlan, 'strategy'> & { readonly strategy: StrategyDescription };
  /** Shared by all who take restarts; see {@link claimRestart}. */
  readonly claims: Int32Array;
  /** As what this thread claims them, above 0. */
  readonly claimant: number;
  /** True to be told of every step at once and with its model. */
  readonly detailed: boolean;
}

/** A step as it is told: without its model where nobody looks at it. */
export type ToldStep = Omit<StrategyStep, 'model' | 'best'> & {
  readonly model?: Components;
  readonly best?: Components;
};

/** What comes back. */
export type RestartNews = { readonly run: number; readonly restart: number } & (
  | { readonly kind: 'steps'; readonly steps: readonly ToldStep[] }
  | { readonly kind: 'ended'; readonly end: RestartEnd }
  /** It left the mathematics. */
  | { readonly kind: 'failed'; readonly what: string; readonly hint: string }
  /** It was told to stop; the last model, where there is one. */
  | { readonly kind: 'stopped'; readonly last: Components | undefined }
  /** It cannot be done in this thread. */
  | { readonly kind: 'lost' }
);

const STOP = 0;
const FIRST = 1;

/** Nobody has claimed any of `count` restarts yet. */
export const restartClaims = (count: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * (FIRST + count)));

/** The first restart that nobody has claimed, now claimed; undefined when there is none, or all are to stop. */
export function claimRestart(claims: Int32Array, claimant: number): number | undefined {
  for (let restart = 0; FIRST + restart < claims.length && !isStopped(claims); restart++)
    if (Atomics.compareExchange(claims, FIRST + restart, 0, claimant) === 0) return restart;
  return undefined;
}

/** Who has claimed a restart; 0 for nobody. */
export const claimantOf = (claims: Int32Array, restart: number): number => Atomics.load(claims, FIRST + restart);

/** Has everybody stop after the step that they are at. */
export const stopRestarts = (claims: Int32Array): number => Atomics.store(claims, STOP, 1);

/** True when everybody is to stop. */
export const isStopped = (claims: Int32Array): boolean => Atomics.load(claims, STOP) === 1;
