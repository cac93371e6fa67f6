import type { BackendName } from '@bcl/backend';
import { orThrow, problem, ProblemError, runOrThrow } from '@bcl/errors';
import { defineApp, formatTable, writeReport, type ReportSection, type Table } from '@bcl/lab';
import { rm } from 'node:fs/promises';
import { peaks, type Peaks } from './arithmetic/peaks';
import { benchmarkCases, caseIds } from './cases/cases';
import { growthAxes } from './growth/axes';
import { growth, type GrowthResult } from './growth/growth';
import { readNames, readThreads } from './options/lists';
import { findScikitLearn } from './programs/scikit-learn';
import { entrants } from './race/entrant';
import { race, temporaryFolder, type RaceResult, type Run } from './race/race';
import { mostThreads } from './race/verdict';
import { arithmeticTable } from './report/arithmetic-table';
import { growthFigure, growthSections } from './report/growth-section';
import { busyNote, machine } from './report/machine';
import { markdownTable } from './report/markdown';
import { raceFigure } from './report/race-figure';
import { millisecondsTable, raceSummary, raceTable, timingTable } from './report/race-tables';
import { scalingTable } from './report/scaling-table';
import { streamingTable } from './report/streaming-table';
import { trainingSummary } from './report/training-table';
import { streaming, type StreamingResult } from './streaming/streaming';
import { requireRoom } from './streaming/table-file';
import { scaling, type ScalingResult } from './threads/scaling';
import { networkIds } from './training/networks';
import { trainingPart, type TrainingTimes } from './training/part';

/** What `--parts` may name. */
const partNames = ['race', 'threads', 'growth', 'training', 'streaming'] as const;

/** Backends that `--backends` may name. The last is not timed unasked: a step of it takes minutes. */
const backendNames = ['native-gpu', 'native', 'webgpu', 'wasm', 'cpu'] as const satisfies readonly BackendName[];

/** The benchmarks as an app. */
export const app = defineApp({
  name: 'benchmarks',
  description:
    'Times EM against scikit-learn and GAN training against PyTorch, in turn within one run, and prints the ratios.',
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
      description: 'numbers of threads for EM, for both sides',
    },
    parts: {
      kind: 'string',
      default: 'race,threads,growth,training',
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
    networks: {
      kind: 'string',
      default: networkIds.filter((id) => id !== 'tiny').join(','),
      quick: 'tiny',
      placeholder: 'LIST',
      description: `networks to time training of, of ${networkIds.join(', ')}`,
    },
    backends: {
      kind: 'string',
      default: backendNames.filter((name) => name !== 'cpu').join(','),
      quick: 'wasm',
      placeholder: 'LIST',
      description: `what computes our side of training, of ${backendNames.join(', ')}; those that do not open here are named`,
    },
    steps: {
      kind: 'integer',
      min: 1,
      default: 10,
      quick: 2,
      unit: 'training steps',
      description: 'length of one timing of training; 1000 shows whether memory stays as it is',
    },
  },
  run: async ({ options, seeds, quick, folder, signal, progress, print }) => {
    const threads = orThrow(readThreads('--threads', options.threads));
    const most = Math.max(...threads);
    const parts = new Set(orThrow(readNames('--parts', options.parts, partNames)));
    if (options.streaming) parts.add('streaming');
    const ids = orThrow(readNames('--cases', options.cases, caseIds));
    const networks = orThrow(readNames('--networks', options.networks, networkIds));
    const backends = orThrow(readNames('--backends', options.backends, backendNames)) as readonly BackendName[];
    if (most === 1 && parts.size === 1 && parts.has('threads')) throw nothingToCompare();
    const long = { rows: quick ? 20_000 : 10_000_000, columns: 16, components: 32 };
    if (parts.has('streaming')) await requireRoom(long, folder.path);

    const withEM = [...parts].some((part) => part !== 'training');
    const found = withEM ? await findScikitLearn(process.env.PYTHON) : undefined;
    const peer = typeof found === 'string' ? undefined : found;
    if (typeof found === 'string') print(`scikit-learn is not timed: ${found}`);
    const facts = machine(peer);
    const busy = busyNote(facts) !== undefined;
    const run: Run = { folder, signal, progress, seeds };
    const chosen = withEM ? await benchmarkCases(ids, process.env.BCL_DATA_DIR) : [];
    const cases = chosen.map((one) => ({ ...one, iterations: options.iterations ?? one.iterations }));
    const racing = entrants(threads, peer);
    const sections: ReportSection[] = [];
    const show = (heading: string, table: Table, figures: readonly string[] = []): void => {
      print(`\n${heading}\n${formatTable(table)}`);
      sections.push({ heading, table: { kind: 'table', table }, figures });
    };
    const results: RaceResult[] = [];
    const scalings: ScalingResult[] = [];
    const growths: GrowthResult[] = [];
    let peak: Peaks | undefined;
    let streams: StreamingResult[] = [];
    let trained: TrainingTimes | undefined;
    try {
      if (parts.has('race')) {
        for (const one of cases) results.push(await race(run, one, racing));
        const figure = await raceFigure(results);
        const figures = figure === undefined ? [] : [await folder.writeFigure('race.svg', figure)];
        if (peer !== undefined) show('The race', raceTable(results), figures);
        show('Milliseconds of an EM iteration', millisecondsTable(results));
        peak = await peaks(run, threads, quick ? 0.2 : 2);
        show('Share of the arithmetic bound', arithmeticTable(results, peak));
      }
      if (parts.has('threads') && most > 1) {
        for (const one of cases) scalings.push(await scaling(run, one, most, quick ? 0.1 : 2));
        show('Threads', scalingTable(scalings));
      }
      if (parts.has('growth')) {
        const strongest = mostThreads(racing, 'theirs');
        const growing = racing.filter((one) => one.side === 'ours' || (one === strongest && !quick));
        const figures: string[] = [];
        for (const axis of growthAxes(quick)) {
          const one = await growth(run, axis, growing, quick ? 0.1 : 0.5);
          growths.push(one);
          figures.push(await folder.writeFigure(`growth-${axis.letter}.svg`, await growthFigure(one)));
        }
        for (const section of growthSections(growths, figures)) {
          if (section.table?.kind === 'table') print(`\n${section.heading}\n${formatTable(section.table.table)}`);
          sections.push(section);
        }
      }
      if (parts.has('training')) {
        const asked = { networks, backends, steps: options.steps, python: process.env.PYTHON, busy };
        trained = await trainingPart(run, { ...asked, print, show });
      }
      if (parts.has('streaming')) {
        streams = await streaming(run, long, threads);
        show('Passes over a file, and over memory', streamingTable(streams));
      }
    } finally {
      await rm(temporaryFolder(run), { recursive: true, force: true });
    }
    if (results.length > 0)
      sections.push({ heading: 'The race, all timings', table: { kind: 'table', table: timingTable(results) } });
    await folder.writeJson('benchmark.json', {
      schema: 1,
      machine: facts,
      race: results,
      peak: peak && { alone: peak.alone, together: Object.fromEntries(peak.together) },
      threads: scalings,
      growth: growths,
      training: trained && {
        pytorch: trained.peer && { version: trained.peer.torch, threads: trained.peer.threads },
        results: trained.results,
      },
      streaming: streams,
    });
    const said = [
      results.length === 0 ? undefined : raceSummary(results),
      trained && trainingSummary(trained.results, busy),
      busyNote(facts),
    ];
    const result = said.filter((text) => text !== undefined).join(' ');
    print(`\n${result}`);
    const markdown = sections.flatMap(({ heading, table }) =>
      table?.kind === 'table' ? [`## ${heading}\n\n${markdownTable(table.table)}`] : [],
    );
    await folder.writeFile('tables.md', markdown.join('\n'));
    await runOrThrow(writeReport(folder, { title: 'Against scikit-learn and PyTorch', result, sections }));
  },
});

const nothingToCompare = (): ProblemError =>
  new ProblemError(
    problem('BadOption', {
      what: '--parts threads with --threads 1 measures nothing',
      why: 'it compares several threads with one',
      hint: 'give --threads 1,2',
    }),
  );
