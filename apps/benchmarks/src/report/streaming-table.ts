import type { Table } from '@bcl/lab';
import { threadsText } from '../race/entrant';
import { streamingAims, type StreamingResult } from '../streaming/streaming';
import { percent, threeDigits } from './format';

/** Passes over a file beside passes over memory, and the aims. */
export function streamingTable(results: readonly StreamingResult[]): Table {
  const right = { align: 'right' } as const;
  const verdict = (met: boolean): string => (met ? 'met' : 'not met');
  return {
    columns: [
      { header: 'threads' },
      { header: 'file, rows/s', ...right },
      { header: 'memory, rows/s', ...right },
      { header: 'share', ...right },
      { header: 'file, peak MB', ...right },
      { header: 'memory, peak MB', ...right },
      { header: 'file, first look', ...right },
      { header: 'memory, reading', ...right },
    ],
    rows: results.map(({ threads, streamed, held }) => {
      const share = streamed.rowsPerSecond / held.rowsPerSecond;
      const { megabytes } = streamed;
      return [
        threadsText(threads),
        threeDigits(streamed.rowsPerSecond),
        threeDigits(held.rowsPerSecond),
        `${percent(share)} (aim ${percent(streamingAims.share)}: ${verdict(share >= streamingAims.share)})`,
        `${megabytes.toFixed(0)} (aim ${streamingAims.megabytes}: ${verdict(megabytes < streamingAims.megabytes)})`,
        held.megabytes.toFixed(0),
        `${threeDigits(streamed.before)} s`,
        `${threeDigits(held.before)} s`,
      ].map((text) => ({ text }));
    }),
    notes: [
      `${sizesText(results[0])} float32 in a file. A pass is an E step over all rows and an M step. Memory is that of the whole process. The first look at a stream checks every cell; it comes once, before the first pass.`,
      ...(results.every(({ sameWork }) => sameWork)
        ? []
        : ['The two ways ended with other log-likelihoods: they did not do the same work.']),
    ],
  };
}

const sizesText = ({ sizes: { rows, columns, components } }: StreamingResult): string =>
  `${rows.toLocaleString('en-US')} x ${columns}, K = ${components},`;
