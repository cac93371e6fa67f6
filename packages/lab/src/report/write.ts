import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { problem, type Problem } from '@bcl/errors';
import { writeAtomically } from '../run/atomic-write';
import { problemOf } from '../run/failure';
import type { RunFolder } from '../run/folder';
import { readManifest } from '../run/manifest';
import { readSummary } from '../run/summary';
import { isReportContent, type ReportContent } from './content';
import { page } from './page';

/**
 * Writes report.json and, made from it and the folder's other files, report.html: one page without scripts or outside
 * files. The manifest's end is not known yet while a run is going on; `runApp` writes the page again at the end.
 *
 * @returns the page's absolute path
 * @throws ProblemError when the disk refuses or a file of the folder is broken
 */
export function writeReport(folder: RunFolder, content: ReportContent): TaskEither<Problem, string> {
  return async () => {
    try {
      await folder.writeJson('report.json', content);
    } catch (error) {
      return leftOrThrow(error);
    }
    return rebuildReport(folder.path)();
  };
}

/**
 * Makes report.html again from the files of a run folder alone: manifest.json, report.json, summary.json and figures/.
 *
 * @param folder the run folder
 * @returns the page's absolute path; a problem when the folder holds no report, or the disk refuses
 * @example
 * ```ts no-run
 * import { runOrThrow } from '@bcl/errors';
 * import { rebuildReport } from '@bcl/lab';
 * await runOrThrow(rebuildReport('runs/gmm25-em/2026-01-02_03-04-05-678'));
 * ```
 */
export function rebuildReport(folder: string): TaskEither<Problem, string> {
  return async () => {
    const manifest = await readManifest(folder)();
    if (E.isLeft(manifest)) return manifest;
    const content = await readContent(path.join(folder, 'report.json'));
    if (E.isLeft(content)) return content;
    const summary = await readSummary(folder)();
    const names = content.right.sections.flatMap((section) => section.figures ?? []);
    const html = page({
      content: content.right,
      manifest: manifest.right,
      summary: E.isRight(summary) ? summary.right : undefined,
      figures: await readFigures(folder, names),
    });
    const file = path.resolve(folder, 'report.html');
    try {
      await writeAtomically(file, html);
    } catch (error) {
      return leftOrThrow(error);
    }
    return E.right(file);
  };
}

async function readContent(file: string): Promise<E.Either<Problem<'NoReport'>, ReportContent>> {
  const no = (why: string) => E.left(problem('NoReport', { what: 'Cannot read the report', where: file, why }));
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isReportContent(value) ? E.right(value) : no('it does not have the shape of one');
  } catch (error) {
    return no(error instanceof SyntaxError ? 'it is not JSON' : 'it does not exist or cannot be read');
  }
}

/** The markup of each figure that is there: an SVG as it stands, a PNG as a data address. */
async function readFigures(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const figures = new Map<string, string>();
  for (const name of names) {
    // Only files of the figures folder: a report.json from elsewhere must not pull others into the page.
    if (!/^figures\/[\w.-]+\.(svg|png)$/.test(name)) continue;
    try {
      const bytes = await readFile(path.join(folder, name));
      const png = `<img alt="${name}" src="data:image/png;base64,${bytes.toString('base64')}">`;
      figures.set(name, name.endsWith('.svg') ? bytes.toString('utf8') : png);
    } catch {
      continue; // the page says that the figure is missing
    }
  }
  return figures;
}

function leftOrThrow(error: unknown): E.Either<Problem, never> {
  const found = problemOf(error);
  if (found === undefined) throw error;
  return E.left(found);
}
