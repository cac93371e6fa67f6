import type { RowFile } from '@bcl/datasets';
import type { Problem } from '@bcl/errors';
import { curves, writeReport, type RunFolder, type Table } from '@bcl/lab';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { Result } from './result';

/** Writes summary.json, the figure, report.json and report.html. */
export function report(
  folder: RunFolder,
  { mode, components }: { readonly mode: string; readonly components: number },
  table: RowFile,
  seeds: readonly number[],
  results: readonly Result[],
): TE.TaskEither<Problem, string> {
  return async () => {
    const step = mode === 'stepwise' ? 'batch' : 'pass';
    const of = (name: keyof Result): number[] => results.map((result) => Number(result[name]));
    await folder.writeSummary({
      schema: 1,
      app: folder.manifest.app,
      seeds,
      methods: [
        {
          name: mode,
          metrics: {
            logLikelihood: of('logLikelihood'),
            steps: results.map(({ history }) => history.length),
            // A resumed part of one batch has no rate; a summary holds numbers only.
            ...(results.every(({ rowsPerSecond }) => rowsPerSecond !== null)
              ? { rowsPerSecond: of('rowsPerSecond') }
              : {}),
            peakMegabytes: of('peakMegabytes'),
          },
          seconds: of('seconds'),
        },
      ],
    });
    const longest = Math.max(...results.map(({ history }) => history.length));
    const figure = await folder.writeFigure(
      'log-likelihood.svg',
      await curves({
        title: `Mean log-likelihood by ${step}`,
        xLabel: step,
        yLabel: 'nats per row',
        series: [
          {
            name: mode,
            x: Array.from({ length: longest }, (_, i) => i + 1),
            y: results.map(({ history }) => Array.from({ length: longest }, (_, i) => history[i] ?? NaN)),
          },
        ],
      }),
    );
    const { rows } = results[0];
    return writeReport(folder, {
      title: 'A mixture of a large table',
      result:
        `${components} components for ${rows} rows of ${table.columns} columns: mean log-likelihood ` +
        `${results.map(({ logLikelihood }) => logLikelihood.toFixed(6)).join(', ')} nats per row.`,
      sections: [
        {
          heading: 'How it went',
          text: `The log-likelihood is that of the mixture with which a ${step} began. Rows a second count EM alone, without the first look at the rows and the fit to the sample; the peak is of the whole process; both are of the last part of a run that was resumed.`,
          table: { kind: 'table', table: howItWent(seeds, results, step) },
          figures: [figure],
        },
      ],
    })();
  };
}

function howItWent(seeds: readonly number[], results: readonly Result[], step: string): Table {
  const right = (header: string) => ({ header, align: 'right' as const });
  return {
    columns: [
      { header: 'seed' },
      ...[`${step}es`, 'log-likelihood', 'converged', 'seconds', 'rows a second', 'peak memory (MB)'].map(right),
    ],
    rows: results.map((result, i) =>
      [
        String(seeds[i]),
        String(result.history.length),
        result.logLikelihood.toFixed(6),
        result.converged ? 'yes' : 'no',
        result.seconds.toFixed(1),
        result.rowsPerSecond?.toPrecision(3) ?? '–',
        String(result.peakMegabytes),
      ].map((text) => ({ text })),
    ),
  };
}
