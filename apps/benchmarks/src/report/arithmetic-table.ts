import type { Table } from '@bcl/lab';
import { emOperations } from '../arithmetic/operations';
import type { Peaks } from '../arithmetic/peaks';
import { spread } from '../numbers/spread';
import { phases, type RaceResult } from '../race/race';
import { percent, threeDigits } from './format';
import { phaseText } from './race-tables';

/** How much of the machine's arithmetic an iteration of ours uses: a line a case and number of threads. */
export function arithmeticTable(results: readonly RaceResult[], peaks: Peaks): Table {
  const right = { align: 'right' } as const;
  let exceeded = false;
  const rows = results.flatMap(({ case: { name, rows, columns, components }, entrants }) =>
    entrants
      .filter(({ side }) => side === 'ours')
      .map(({ name: program, threads, milliseconds }) => {
        const operations = emOperations(rows, columns, components);
        const peak = peaks.together.get(threads) ?? threads * peaks.alone;
        const cells = phases.flatMap((phase) => {
          const rate = operations / (spread(milliseconds[phase]).median / 1000);
          exceeded ||= rate > peak;
          return [{ text: threeDigits(rate / 1e9) }, { text: percent(rate / peak) }];
        });
        return [{ text: name }, { text: program }, { text: threeDigits(operations / 1e6) }, { text: threeDigits(peak / 1e9) }, ...cells]; // prettier-ignore
      }),
  );
  return {
    columns: [
      { header: 'table' },
      { header: 'program' },
      { header: '10⁶ operations', ...right },
      { header: 'peak, 10⁹/s', ...right },
      ...phases.flatMap((phase) => [
        { header: `10⁹/s ${phaseText[phase]}`, ...right },
        { header: 'share', ...right },
      ]),
    ],
    rows,
    notes: [
      'Operations: N K (2 D² + 7 D + 22), what a pass takes when no row is skipped. Peak: float64 multiply-adds in WebAssembly SIMD on registers alone, measured in this run, for two threads by two processes at once.',
      ...(exceeded
        ? ['A share above 100 % is work that was not done: responsibilities that are zero to rounding are skipped.']
        : []),
    ],
  };
}
