import type { Table } from '@bcl/lab';
import { threadsText } from '../race/entrant';
import type { ScalingResult } from '../threads/scaling';
import { percent, spreadText } from './format';

/** What threads gain beside what the hardware could give. */
export function scalingTable(results: readonly ScalingResult[]): Table {
  const right = { align: 'right' } as const;
  return {
    columns: [
      { header: 'table' },
      { header: 'threads', ...right },
      { header: 'an iteration', ...right },
      { header: 'a fit with restarts', ...right },
      { header: 'independent processes', ...right },
      { header: 'share', ...right },
    ],
    rows: results.map(({ case: { name }, threads, threadSpeedUp, restartSpeedUp, hardwareSpeedUp }) => [
      { text: name },
      { text: threadsText(threads) },
      { text: spreadText(threadSpeedUp) },
      { text: spreadText(restartSpeedUp) },
      { text: spreadText(hardwareSpeedUp) },
      { text: percent(threadSpeedUp.median / hardwareSpeedUp.median) },
    ]),
    notes: [
      'How many times as much gets done as by one thread alone. A fit has as many restarts as there are threads. Independent processes of one thread each, as many, are what the machine gives at most; the share is that of an iteration.',
    ],
  };
}
