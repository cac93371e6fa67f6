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
      { header: 'speed-up by threads', ...right },
      { header: 'by independent processes', ...right },
      { header: 'share', ...right },
    ],
    rows: results.map(({ case: { name }, threads, threadSpeedUp, hardwareSpeedUp }) => [
      { text: name },
      { text: threadsText(threads) },
      { text: spreadText(threadSpeedUp) },
      { text: spreadText(hardwareSpeedUp) },
      { text: percent(threadSpeedUp.median / hardwareSpeedUp.median) },
    ]),
    notes: [
      'By threads: the time of an iteration at one thread over that at so many. By processes: what as many processes of one thread each get done together, over one alone: what the machine gives at most.',
    ],
  };
}
