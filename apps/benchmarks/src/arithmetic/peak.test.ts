import { measurePeak, startPeak } from './peak';
import { CHAINS, FACTOR, OPERATIONS_PER_TURN, STEP } from './peak-module';

describe('the module that measures the peak', () => {
  it('does the multiply-adds that are counted, chain by chain', () => {
    const run = startPeak();
    for (const turns of [1, 2, 5]) {
      let sum = 0;
      for (let chain = 1; chain <= CHAINS; chain++) {
        let x = chain;
        for (let i = 0; i < (turns * OPERATIONS_PER_TURN) / CHAINS / 4; i++) x = x * FACTOR + STEP;
        sum += 2 * x;
      }
      expect(run(turns)).toBeCloseTo(sum, 12);
    }
  });

  it('keeps its numbers near one however long it runs, so that no denormal or infinite number slows it', () => {
    expect(startPeak()(100_000)).toBeCloseTo(2 * CHAINS, 12);
  });
});

describe('measurePeak', () => {
  it('is the fastest burst, by the clock it is given', () => {
    const times = [0, 0, 10, 10, 10, 12, 12, 12, 20, 3000];
    let at = 0;
    const clock = (): number => times[Math.min(at++, times.length - 1)];
    expect(measurePeak(1, clock)).toBeCloseTo((20_000 * OPERATIONS_PER_TURN) / 0.002, 0);
  });
});
