import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { projectOf } from '../plugins/project';
import { startProgress, type Progress } from '../progress/progress';
import { rebuildReport } from '../report/write';
import { thrownMessage } from '../run/disk';
import { problemOf } from '../run/failure';
import type { RunFolder } from '../run/folder';
import { isRecord } from '../run/json';
import { readAppPackage } from '../run/versions';
import { readCommandLine } from './command-line';
import type { AnyApp } from './define';
import { listenForInterruption } from './interruption';
import { processIo, type Io } from './io';
import { openRun } from './open-run';
import { quoted, startCommand } from './reproduce';

/** Exit codes: the run finished, it failed, its input was bad, it was stopped by a signal. */
const exits = { finished: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/**
 * Runs an app: reads the command line, opens the run folder, runs, and ends in order. Whatever goes wrong is one
 * readable line on stderr; with BCL_DEBUG=1 in the environment a stack trace follows.
 *
 * @param app the app, from `defineApp`
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 finished, 1 failed, 2 bad input, 130 stopped by Ctrl-C
 */
export async function runApp(
  app: AnyApp,
  argv: readonly string[] = process.argv.slice(2),
  io: Io = processIo(),
): Promise<number> {
  const appPackage = app.from === undefined ? undefined : readAppPackage(app.from);
  const request = readCommandLine(app, argv, io.directory, appPackage?.version);
  if (E.isLeft(request)) return complain(io, app, request.left);
  if (request.right.kind === 'print') {
    io.stdout.write(request.right.text);
    return exits.finished;
  }
  const opened = await openRun(app, request.right, appPackage, io);
  if (E.isLeft(opened)) return complain(io, app, opened.left);
  const { folder, values } = opened.right;

  let bar: Progress | undefined;
  const aside = (write: () => void) => (bar === undefined ? write() : bar.aside(write));
  const [signal, stopListening] = listenForInterruption(io, (text) => aside(() => io.stderr.write(text)));
  const context = {
    options: values as never, // checked against the app's own specs, from which its type is made
    seeds: folder.manifest.seeds,
    quick: values.quick === true,
    data: typeof values.data === 'string' ? values.data : undefined,
    project: projectOf(io.directory),
    folder,
    signal,
    print: (text: string) => aside(() => io.stdout.write(text.endsWith('\n') ? text : `${text}\n`)),
    progress: (total: number, unit: string, before = 0) =>
      (bar = startProgress({ total, unit, before, stream: io.stderr, clock: () => io.clock() })),
  };
  let failure: unknown;
  let failed = false;
  try {
    await app.run(context);
  } catch (error) {
    failure = error;
    failed = true;
  } finally {
    bar?.finish();
    stopListening();
  }
  try {
    if (signal.aborted) return await endInterrupted(folder, startCommand(app, appPackage), io);
    if (failed) return await endFailed(app, folder, failure, io);
    await folder.close('finished', io.now());
    const report = await finalReport(folder);
    io.stdout.write(report === undefined ? `Run folder: ${folder.path}\n` : `Report: ${report}\n`);
    return exits.finished;
  } catch (error) {
    return complain(io, app, error);
  }
}

/** The page again, now that the manifest knows how the run ended; undefined when the app wrote none. */
async function finalReport(folder: RunFolder): Promise<string | undefined> {
  if ((await folder.readJson('report.json')) === undefined) return undefined;
  return runOrThrow(rebuildReport(folder.path));
}

async function endInterrupted(folder: RunFolder, start: string, io: Io): Promise<number> {
  await folder.close('interrupted', io.now());
  await finalReport(folder);
  io.stderr.write(`Stopped. Go on with: ${start} --resume ${quoted(folder.path)}\n`);
  return exits.interrupted;
}

async function endFailed(app: AnyApp, folder: RunFolder, failure: unknown, io: Io): Promise<number> {
  const code = complain(io, app, failure);
  // Bad input that was found before anything was done leaves nothing behind.
  if (code === exits.badInput && (await folder.discardIfEmpty())) return code;
  try {
    await folder.close('failed', io.now(), messageOf(failure));
    await finalReport(folder);
  } catch (error) {
    // A full disk refuses this too, and one line about it is enough.
    if (problemOf(error) === undefined) throw error;
    return code;
  }
  io.stderr.write(`What was done is in ${folder.path}\n`);
  return code;
}

/** Writes the one line, and gives the exit code that goes with it. */
function complain(io: Io, app: AnyApp, failure: unknown): number {
  io.stderr.write(`${app.name}: ${messageOf(failure)}\n`);
  if (io.env.BCL_DEBUG === '1' && isRecord(failure)) io.stderr.write(`${String(failure.stack)}\n`);
  const problem = problemOf(failure);
  if (problem === undefined) return exits.failed;
  return problem._tag === 'CellFailed' || app.failures?.includes(problem._tag) === true ? exits.failed : exits.badInput;
}

function messageOf(failure: unknown): string {
  const text = problemOf(failure)?.message ?? thrownMessage(failure);
  return text.replace(/\s*\n\s*/g, ' ');
}
