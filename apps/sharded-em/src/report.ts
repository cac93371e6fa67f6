import type { Executor, ShardedFit } from '@bcl/distributed';
import { curves, writeReport, type RunFolder, type Table } from '@bcl/lab';
import { runOrThrow } from '@bcl/errors';
import type { PassTiming } from './checkpoint';

/** Seconds of a pass in which no job's work was the reason to wait: hand-over, queue, statistics on their way, update. */
export function overheadOf({ seconds, jobSeconds }: PassTiming, atATime: number): number {
  const total = jobSeconds.reduce((sum, own) => sum + own, 0);
  // The work cannot end before the longest job has, nor before everybody has done a fair share.
  return Math.max(0, seconds - Math.max(total / atATime, Math.max(...jobSeconds)));
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Every pass with its likelihood and its time. `atATime`: jobs done side by side, where that is known. */
export function passTable(timings: readonly PassTiming[], atATime: number | undefined): Table {
  const right = { align: 'right' } as const;
  const overhead = atATime === undefined ? [] : [{ header: 'overhead (ms)', ...right }];
  return {
    columns: [
      { header: 'pass' },
      { header: 'log-likelihood (nats/row)', ...right },
      { header: 'seconds', ...right },
      { header: 'median job (ms)', ...right },
      { header: 'longest job (ms)', ...right },
      ...overhead,
    ],
    rows: timings.map((timing) => [
      { text: timing.kind === 'em' ? String(timing.pass) : timing.kind },
      { text: timing.logLikelihood === null ? '–' : timing.logLikelihood.toFixed(6) },
      { text: timing.seconds.toFixed(3) },
      { text: (1000 * median(timing.jobSeconds)).toFixed(1) },
      { text: (1000 * Math.max(...timing.jobSeconds)).toFixed(1) },
      ...(atATime === undefined ? [] : [{ text: (1000 * overheadOf(timing, atATime)).toFixed(1) }]),
    ]),
  };
}

/** Figures and page of a finished run. */
export async function writePage(
  folder: RunFolder,
  fitted: ShardedFit,
  timings: readonly PassTiming[],
  shards: number,
  executor: Executor,
  atATime: number | undefined,
): Promise<void> {
  const measured = timings.filter((timing) => timing.logLikelihood !== null);
  const places = measured.map(({ pass }) => pass - 1);
  const figures = [
    await folder.writeFigure(
      'log-likelihood.svg',
      await curves({
        title: 'Log-likelihood after each pass',
        xLabel: 'passes done',
        yLabel: 'nats per row',
        series: [{ name: 'all shards', x: places, y: [measured.map(({ logLikelihood }) => logLikelihood ?? NaN)] }],
        dots: true,
      }),
    ),
    await folder.writeFigure(
      'seconds.svg',
      await curves({
        title: 'What a pass takes',
        xLabel: 'pass',
        yLabel: 'seconds',
        series: [
          { name: 'pass', x: places, y: [measured.map(({ seconds }) => seconds)] },
          { name: 'longest job', x: places, y: [measured.map(({ jobSeconds }) => Math.max(...jobSeconds))] },
        ],
        dots: true,
      }),
    ),
  ];
  const { rows, passes, converged, logLikelihood } = fitted;
  const ended = converged ? 'until the likelihood stood still' : 'as many as were allowed';
  await runOrThrow(
    writeReport(folder, {
      title: 'One mixture over shards',
      result: `${rows} rows in ${shards} shards, ${passes} passes (${ended}) on ${executor.name}: ${logLikelihood.toFixed(6)} nats per row.`,
      sections: [
        {
          heading: 'Passes',
          text: 'The look finds the columns’ moments and a sample for the start, the score is the likelihood of the result. Overhead is what a pass takes beyond its jobs’ own work when that is shared evenly, and never less than the longest job: handing over, waiting, adding up, updating.',
          table: { kind: 'table', table: passTable(timings, atATime) },
          figures,
        },
      ],
    }),
  );
}
