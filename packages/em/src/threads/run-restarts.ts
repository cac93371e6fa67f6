import { NumericalFailure } from '../expectation/components';
import { restartSteps, type RestartPlan } from '../fit/restart';
import { madeFrom } from '../strategies/made-from';
import type { StrategyStep } from '../strategies/strategy';
import { claimRestart, isStopped, type RestartNews, type RestartsMessage, type ToldStep } from './restart-messages';

type Outcome = RestartNews extends infer News
  ? News extends RestartNews
    ? Omit<News, 'run' | 'restart'>
    : never
  : never;

/** Claims restarts of a fit and does them, one after the other, until none is left; `tell` is what the caller hears. */
export function runRestarts(message: RestartsMessage, tell: (news: RestartNews) => void): void {
  const { run, claims, claimant, detailed } = message;
  const plan = { ...message.plan, strategy: madeFrom(message.plan.strategy) };
  for (;;) {
    const restart = claimRestart(claims, claimant);
    if (restart === undefined) return;
    const say = (outcome: Outcome): void => tell({ run, restart, ...outcome });
    try {
      say(runRestart(plan, restart, claims, detailed, (steps) => say({ kind: 'steps', steps })));
    } catch (error) {
      // What is not the mathematics, such as too little memory, is for the caller to meet.
      if (error instanceof NumericalFailure) say({ kind: 'failed', what: error.what, hint: error.hint });
      else say({ kind: 'lost' });
    }
  }
}

function runRestart(
  plan: RestartPlan,
  restart: number,
  claims: Int32Array,
  detailed: boolean,
  tell: (steps: readonly ToldStep[]) => void,
): Outcome {
  const quiet: ToldStep[] = [];
  let last: StrategyStep | undefined;
  const steps = restartSteps(plan, restart);
  try {
    for (;;) {
      if (isStopped(claims)) return { kind: 'stopped', last: last?.best ?? last?.model };
      const next = steps.next();
      if (next.done === true) return { kind: 'ended', end: next.value };
      last = next.value;
      const { model: _model, best: _best, ...told } = last;
      if (detailed) tell([last]);
      else quiet.push(told);
    }
  } finally {
    tell(quiet);
  }
}
