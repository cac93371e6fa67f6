import type { Table } from '@bcl/lab';
import { spread } from '../numbers/spread';
import type { TrainingResult } from '../training/training-race';
import { MOST_MEGABYTES, otherWork, trainingVerdicts } from '../training/verdict';
import { spreadText, threeDigits } from './format';

const right = { align: 'right' } as const;

/**
 * Milliseconds and steps a second of all programs on all networks, and how many of the peer's steps ours take.
 *
 * @param busy whether other programs took part of the machine: then no aim is held to be met or missed. The peer's threads wait for
 * one another in turning loops, which costs them a multiple where one of them is without a core.
 */
export function trainingTable(results: readonly TrainingResult[], busy: boolean): Table {
  return {
    columns: [
      { header: 'networks' },
      { header: 'penalty' },
      { header: 'program' },
      { header: 'ms a step', ...right },
      { header: 'processor ms', ...right },
      { header: 'steps/s', ...right },
      { header: "of the peer's", ...right },
    ],
    rows: results.flatMap((result) => {
      const verdicts = trainingVerdicts(result);
      return result.trainers.map(({ backend, name, milliseconds, processorMilliseconds }) => {
        const verdict = verdicts.find((one) => one.backend === backend);
        const met = busy ? 'not judged' : verdict?.met === true ? 'met' : 'not met';
        const aim = verdict?.aim === undefined ? '' : ` (aim ${verdict.aim}: ${met})`;
        return [
          result.network.name,
          result.penalty,
          name,
          spreadText(spread(milliseconds)),
          threeDigits(spread(processorMilliseconds).median),
          threeDigits(1000 / spread(milliseconds).median),
          verdict === undefined ? '' : `${threeDigits(verdict.ratio.median)}${aim}`,
        ].map((text) => ({ text }));
      });
    }),
    notes: [
      `A step: ${results[0].network.batch} rows told from as many answers by the discriminator, the generator at that discriminator, Adam on both; ours keeps the moving average of the generator besides. Medians over the rounds of the medians of ${results[0].steps} steps; the share of the peer's steps a second is taken within a round. Processor time is that of all threads together.`,
      ...(busy
        ? [
            "The machine was busy before the run: no aim is judged. The peer's threads wait for one another, and lose far more than ours where one of them is without a core.",
          ]
        : []),
      ...results.flatMap((result) =>
        otherWork(result).map(
          (name) =>
            `${result.network.name}, ${result.penalty}: ${name} had another network or penalty than ${result.trainers[0].name}, by its numbers before the first step.`,
        ),
      ),
    ],
  };
}

/** What each program held in memory, and whether that grew. */
export function trainingMemoryTable(results: readonly TrainingResult[]): Table {
  return {
    columns: [
      { header: 'networks' },
      { header: 'penalty' },
      { header: 'program' },
      { header: 'MB after warm-up', ...right },
      { header: 'MB halfway', ...right },
      { header: 'MB at the end', ...right },
      { header: 'peak MB', ...right },
      { header: 'tensors more', ...right },
    ],
    rows: results.flatMap(({ network, penalty, trainers }) =>
      trainers.map(({ backend, name, afterWarmUp, halfway, end, peak, tensorsAdded }) => {
        const most = spread(peak).most;
        const verdict = ` (aim ${MOST_MEGABYTES}: ${most < MOST_MEGABYTES ? 'met' : 'not met'})`;
        return [
          network.name,
          penalty,
          name,
          spread(afterWarmUp).median.toFixed(0),
          spread(halfway).median.toFixed(0),
          spread(end).median.toFixed(0),
          `${most.toFixed(0)}${backend === undefined || !network.aimed ? '' : verdict}`,
          backend === undefined ? '' : String(spread(tensorsAdded).most),
        ].map((text) => ({ text }));
      }),
    ),
    notes: [
      `Resident memory of the whole process, with its interpreter; ${results[0].steps} steps lie between the first column and the third. The last column is what TensorFlow.js counts of tensors that were not freed.`,
    ],
  };
}

/** What the race comes to, in a sentence. */
export function trainingSummary(results: readonly TrainingResult[], busy: boolean): string {
  if (results.length === 0) return 'No backend opened: GAN training was not timed.';
  const all = results.flatMap(trainingVerdicts);
  if (all.length === 0) return 'PyTorch was not there to race against: GAN training was timed alone.';
  const parts = [...new Set(all.map(({ backend }) => backend))].map((backend) => {
    const medians = all.filter((one) => one.backend === backend).map(({ ratio }) => ratio.median);
    return `${threeDigits(Math.min(...medians))} to ${threeDigits(Math.max(...medians))} on ${backend}`;
  });
  const aimed = all.filter(({ met }) => met !== undefined);
  const met = aimed.filter((one) => one.met === true).length;
  const verdict = aimed.length === 0 || busy ? '' : ` ${met} of ${aimed.length} aims are met.`;
  return `@bcl/gan took so many training steps for one of PyTorch's: ${parts.join(', ')}.${verdict}`;
}
