import type { Observations } from '../observations/observations';
import type { StrategyStep } from '../strategies/strategy';

/** Multiply-adds after which the event loop gets a turn: some tens of milliseconds of arithmetic. */
const WORK_PER_TURN = 4e7;
/** What a step costs beside its rows, in multiply-adds. */
const WORK_BESIDE_ROWS = 1e5;

/** Raised inside a driven fit when its signal fires; carries the last model. */
export class Interrupted extends Error {
  constructor(readonly last: StrategyStep | undefined) {
    super('the fit was cancelled');
    this.name = 'Interrupted';
  }
}

/**
 * Runs a strategy's or a restart's generator to its end, handing out each step, and lets timers and signals run now and then.
 *
 * @throws Interrupted when the signal fires
 */
export async function drive<End>(
  steps: Generator<StrategyStep, End, void>,
  data: Observations,
  components: number,
  signal: AbortSignal | undefined,
  onStep: (step: StrategyStep) => void,
): Promise<End> {
  const workPerStep = WORK_BESIDE_ROWS + data.rows * components * data.dimension * (data.dimension + 8);
  let work = 0;
  let last: StrategyStep | undefined;
  for (;;) {
    if (signal?.aborted === true) throw new Interrupted(last);
    const next = steps.next();
    if (next.done === true) return next.value;
    last = next.value;
    onStep(last);
    work += workPerStep;
    if (work >= WORK_PER_TURN) {
      work = 0;
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
    }
  }
}
