import type { Table } from '@bcl/lab';
import { emOperations } from '../arithmetic/operations';
import type { Peaks } from '../arithmetic/peaks';
import { spread } from '../numbers/spread';
import { threadsText } from '../race/entrant';
import { phases, type RaceResult } from '../race/race';
import { percent, threeDigits } from './format';
import { phaseText } from './race-tables';

/** How much of the machine's arithmetic an iteration of ours uses: a line a case and phase. */
export function arithmeticTable(results: readonly RaceResult[], peaks: Peaks): Table {
  const right = { align: 'right' } as const;
  const own = results[0].entrants.filter(({ side }) => side === 'ours').map(({ threads }) => threads);
  const peak = (threads: number): number => peaks.together.get(threads) ?? threads * peaks.alone;
  let exceeded = false;
  const rows = results.flatMap(({ case: { name, rows: count, columns, components }, entrants }) => {
    const operations = emOperations(count, columns, components);
    return phases.map((phase) => {
      const rates = entrants
        .filter(({ side }) => side === 'ours')
        .map(({ threads, milliseconds }) => {
          const rate = operations / (spread(milliseconds[phase]).median / 1000);
          exceeded ||= rate > peak(threads);
          return `${threeDigits(rate / 1e9)} (${percent(rate / peak(threads))})`;
        });
      return [name, phaseText[phase], threeDigits(operations / 1e6), ...rates].map((text) => ({ text }));
    });
  });
  return {
    columns: [
      { header: 'table' },
      { header: 'iterations' },
      { header: '10⁶ operations', ...right },
      ...own.map((threads) => ({ header: `10⁹/s, ${threadsText(threads)} (share)`, ...right })),
    ],
    rows,
    notes: [
      `Operations: N K (2 D² + 7 D + 22), what a pass takes when nothing is skipped. The share is that of float64 multiply-adds in WebAssembly SIMD on registers alone, measured in this run: ${own.map((threads) => `${threeDigits(peak(threads) / 1e9)} x 10⁹/s with ${threads === 1 ? 'one process' : `${threads} processes`}`).join(', ')}.`,
      ...(exceeded
        ? ['A share above 100 % is work that was not done: responsibilities that are zero to rounding are skipped.']
        : []),
    ],
  };
}
