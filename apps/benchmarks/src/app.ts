import { orThrow, runOrThrow } from '@bcl/errors';
import { defineApp, formatTable, writeReport, type ReportSection } from '@bcl/lab';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { peaks } from './arithmetic/peaks';
import { benchmarkCases, caseIds } from './cases/cases';
import { growthAxes } from './growth/axes';
import { growth, type GrowthResult } from './growth/growth';
import { readNames, readThreads } from './options/lists';
import { findScikitLearn, type Peer } from './programs/scikit-learn';
import { entrants } from './race/entrant';
import { race, temporaryFolder, type RaceResult, type Run } from './race/race';
import { mostThreads } from './race/verdict';
import { arithmeticTable } from './report/arithmetic-table';
import { growthFigure, growthSections } from './report/growth-section';
import { machine } from './report/machine';
import { raceFigure } from './report/race-figure';
import { millisecondsTable, raceSummary, raceTable, timingTable } from './report/race-tables';
import { scalingTable } from './report/scaling-table';
import { streamingTable } from './report/streaming-table';
import { streaming, type StreamingResult } from './streaming/streaming';
import { requireRoom } from './streaming/table-file';
import { scaling, type ScalingResult } from './threads/scaling';

/** What `--parts` may name. */
const partNames = ['race', 'threads', 'growth'] as const;

/** The benchmarks as an app. */
export const app = defineApp({
  name: 'benchmarks',
  description: 'Times EM iterations against scikit-learn, in turn within one run, and prints the ratios.',
  from: import.meta.url,
  command: 'pnpm bench',
  seeds: { count: 5, quick: 1 },
  options: {
    cases: {
      kind: 'string',
      default: caseIds.filter((id) => id !== 'tiny-3').join(','),
      quick: 'tiny-3',
      placeholder: 'LIST',
      description: `tables to race on, of ${caseIds.join(', ')}`,
    },
    threads: {
      kind: 'string',
      default: '1,2',
      placeholder: 'LIST',
      description: 'numbers of threads, for both sides',
    },
    parts: {
      kind: 'string',
      default: partNames.join(','),
      placeholder: 'LIST',
      description: `what to measure, of ${partNames.join(', ')}`,
    },
    streaming: {
      kind: 'boolean',
      description: 'also fit a table from a file: 10,000,000 rows, 640 MB of disk while it runs, minutes',
    },
    iterations: {
      kind: 'integer',
      min: 1,
      unit: 'EM iterations',
      description: 'length of one timing in the race, for every table; by default as long as suits each',
    },
  },
  run: async ({ options, seeds, quick, folder, signal, progress, print }) => {
    const threads = orThrow(readThreads('--threads', options.threads));
    const parts = orThrow(readNames('--parts', options.parts, partNames));
    const ids = orThrow(readNames('--cases', options.cases, caseIds));
    const long = { rows: quick ? 20_000 : 10_000_000, columns: 16, components: 32 };
    if (options.streaming) await requireRoom(long, folder.path);
    const found = await findScikitLearn(process.env.PYTHON);
    const peer: Peer | undefined = typeof found === 'string' ? undefined : found;
    if (typeof found === 'string') print(`scikit-learn is not timed: ${found}`);
    const cores = availableParallelism();
    if (Math.max(...threads) > cores) print(`There are ${cores} cores: more threads than that take turns.`);

    const run: Run = { folder, signal, progress, seeds };
    const chosen = await benchmarkCases(ids, process.env.BCL_DATA_DIR);
    const cases = chosen.map((one) => ({ ...one, iterations: options.iterations ?? one.iterations }));
    const racing = entrants(threads, peer);
    const sections: ReportSection[] = [];
    const results: RaceResult[] = [];
    const growths: GrowthResult[] = [];
    const scalings: ScalingResult[] = [];
    let streams: StreamingResult[] = [];
    let measured: Awaited<ReturnType<typeof peaks>> | undefined;
    try {
      if (parts.includes('race')) {
        for (const one of cases) results.push(await race(run, one, racing));
        for (const table of [raceTable(results), millisecondsTable(results)]) print(`\n${formatTable(table)}`);
        const figure = await raceFigure(results);
        const figures = figure === undefined ? [] : [await folder.writeFigure('race.svg', figure)];
        sections.push({ heading: 'The race', table: { kind: 'table', table: raceTable(results) }, figures });
        const medians = millisecondsTable(results);
        sections.push({ heading: 'Milliseconds of an EM iteration', table: { kind: 'table', table: medians } });
        measured = await peaks(run, threads, quick ? 0.2 : 2);
        const shares = arithmeticTable(results, measured);
        print(`\n${formatTable(shares)}`);
        sections.push({ heading: 'Share of the arithmetic bound', table: { kind: 'table', table: shares } });
      }
      const most = Math.max(...threads);
      if (parts.includes('threads') && most > 1) {
        for (const one of cases) scalings.push(await scaling(run, one, most, quick ? 0.1 : 2));
        const table = scalingTable(scalings);
        print(`\n${formatTable(table)}`);
        sections.push({ heading: 'Threads', table: { kind: 'table', table } });
      }
      if (parts.includes('growth')) {
        const strongest = mostThreads(racing, 'theirs');
        const growing = racing.filter((one) => one.side === 'ours' || (one === strongest && !quick));
        for (const axis of growthAxes(quick)) growths.push(await growth(run, axis, growing, quick ? 0.1 : 0.5));
        const figures: string[] = [];
        for (const one of growths)
          figures.push(await folder.writeFigure(`growth-${one.axis.letter}.svg`, await growthFigure(one)));
        const own = growthSections(growths, figures);
        for (const { table } of own) if (table?.kind === 'table') print(`\n${formatTable(table.table)}`);
        sections.push(...own);
      }
      if (options.streaming) {
        streams = await streaming(run, long, threads);
        const table = streamingTable(streams);
        print(`\n${formatTable(table)}`);
        sections.push({ heading: 'From a file larger than memory could be', table: { kind: 'table', table } });
      }
    } finally {
      await rm(temporaryFolder(run), { recursive: true, force: true });
    }
    if (results.length > 0)
      sections.push({ heading: 'The race, all timings', table: { kind: 'table', table: timingTable(results) } });
    await folder.writeJson('benchmark.json', {
      schema: 1,
      machine: machine(peer),
      race: results,
      peak: measured && { alone: measured.alone, together: Object.fromEntries(measured.together) },
      threads: scalings,
      growth: growths,
      streaming: streams,
    });
    const result = results.length === 0 ? undefined : raceSummary(results);
    if (result !== undefined) print(`\n${result}`);
    await runOrThrow(writeReport(folder, { title: 'EM against scikit-learn', result, sections }));
  },
});
