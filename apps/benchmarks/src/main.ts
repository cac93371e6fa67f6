import { availableParallelism } from 'node:os';
import { runOrThrow } from '@bcl/errors';
import {
  barChart,
  compareMethods,
  defineApp,
  formatTable,
  runApp,
  writeReport,
  type Method,
  type ReportSection,
  type Table,
} from '@bcl/lab';
import { benchmarkCases } from './cases';
import { timeOurs, type Timing } from './ours';
import { findScikitLearn, timeScikitLearn } from './scikit-learn';

const ours = '@bcl/em, 1 thread';

const app = defineApp({
  name: 'benchmarks',
  description: 'Times one EM iteration against scikit-learn, in turn within one run, and prints the ratios.',
  from: import.meta.url,
  command: 'pnpm bench',
  seeds: { count: 5, quick: 2 },
  options: {
    emIterations: {
      kind: 'integer',
      default: 30,
      quick: 5,
      min: 1,
      unit: 'EM iterations',
      description: 'length of one timing; a seed is one round of all programs',
    },
  },
  run: async ({ options, seeds, quick, folder, signal, progress, print }) => {
    const peer = await findScikitLearn();
    if (typeof peer === 'string') print(`scikit-learn is not timed: ${peer}`);
    const threads = [...new Set([1, Math.min(2, availableParallelism())])];
    const sections: ReportSection[] = [];
    for (const table of await benchmarkCases(quick, process.env.BCL_DATA_DIR)) {
      const metrics = ({ milliseconds, meanLogLikelihood }: Timing) => ({
        metrics: { milliseconds, meanLogLikelihood },
        extra: null,
      });
      const methods: Method<null>[] = [
        { name: ours, run: () => metrics(timeOurs(table, options.emIterations, () => performance.now())) },
        ...(typeof peer === 'string'
          ? []
          : threads.map((count) => ({
              name: `scikit-learn ${peer.version}, ${count} thread${count === 1 ? '' : 's'}`,
              run: async () => metrics(await timeScikitLearn(peer, table, options.emIterations, count)),
            }))),
      ];
      const { summary } = await runOrThrow(
        compareMethods<null>({ methods, seeds, folder, signal, progress, group: table.name, show: ['milliseconds'] }),
      );
      const times = summary.methods.map(({ name, metrics: own }) => ({ name, values: Object.values(own)[0] }));
      const shown = ratioTable(times);
      print(`\n${table.name}: ${table.rows} rows, ${table.columns} columns, ${table.components} components`);
      print(formatTable(shown));
      const figure = await barChart({
        title: `${table.name}: one EM iteration`,
        yLabel: 'milliseconds',
        groups: [{ name: table.name, bars: times }],
      });
      const figures = [await folder.writeFigure(`${table.name}.svg`, figure)];
      sections.push({ heading: table.name, table: { kind: 'table', table: shown }, figures });
    }
    await runOrThrow(
      writeReport(folder, {
        title: 'Benchmarks',
        result: 'Medians of rounds in which the programs took turns; trust the ratios, not the milliseconds.',
        sections,
      }),
    );
  },
});

/** Medians over the rounds, and ours divided by each program round by round, so that a drift of the machine cancels. */
function ratioTable(times: readonly { readonly name: string; readonly values: readonly number[] }[]): Table {
  const right = { align: 'right' } as const;
  const [first] = times;
  return {
    columns: [
      { header: 'program' },
      { header: 'ms per EM iteration (min … max)', ...right },
      { header: 'ours / theirs', ...right },
    ],
    rows: times.map(({ name, values }) => [
      { text: name },
      { text: `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} … ${Math.max(...values).toFixed(2)})` },
      { text: median(values.map((value, round) => first.values[round] / value)).toFixed(2) },
    ]),
    notes: [`medians over ${first.values.length} rounds`],
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

process.exitCode = await runApp(app);
