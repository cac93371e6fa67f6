import type { Mixture, Progress } from '@bcl/em';
import type { MethodTools } from '@bcl/lab';
import { watchFit } from './watch';

/** A watch whose measure is 10 x the number of the model, and what it reports. */
function watched(every: number) {
  const reports: [number, Readonly<Record<string, number>>][] = [];
  const tools = { report: (fraction, values) => reports.push([fraction, values]) } as Pick<MethodTools, 'report'>;
  const { onProgress, end } = watchFit({
    tools: tools as MethodTools,
    expectedPasses: 10,
    every,
    measure: (mixture) => 10 * (mixture as unknown as number),
    name: 'score',
  });
  const step = (passes: number, restart = 0): void =>
    onProgress({ passes, restart, mixture: () => passes as unknown as Mixture } as Progress);
  return { step, end, reports };
}

describe('watchFit', () => {
  it('measures at the first pass and then every so many', () => {
    const { step, end, reports } = watched(3);
    for (let passes = 1; passes <= 8; passes++) step(passes);
    expect(end(99)).toEqual({ passes: [1, 4, 7, 8], values: [10, 40, 70, 99] });
    expect(reports).toEqual([
      [0.1, { step: 1, score: 10 }],
      [0.4, { step: 4, score: 40 }],
      [0.7, { step: 7, score: 70 }],
    ]);
  });

  it('counts the passes of restarts on', () => {
    const { step, end } = watched(1);
    step(1);
    step(2);
    step(1, 1);
    step(2, 1);
    step(1, 2);
    expect(end(7).passes).toEqual([1, 2, 3, 4, 5]);
  });

  it('ends the curve with the value of the model that was kept, and never reports a fit as done', () => {
    const { step, end, reports } = watched(5);
    step(20);
    expect(reports[0][0]).toBe(0.99);
    expect(end(1)).toEqual({ passes: [20], values: [1] });
  });
});
