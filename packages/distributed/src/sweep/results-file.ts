import { problem, ProblemError } from '@bcl/errors';
import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { decode, encode, type Json } from '../executor/encoding';
import type { FitOutput } from '../task/fit';

/** The outputs of finished jobs, by id, kept in a file with one JSON value a line. */
export interface ResultsFile {
  readonly finished: ReadonlyMap<string, FitOutput>;
  /** Adds a line and waits until it is on the disk. */
  add(id: string, output: FitOutput): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a results file, or begins one. A last line that was cut off, as a power failure leaves it, is dropped: its job is done again.
 *
 * @throws ProblemError `InvalidOption` when the file is something else
 */
export async function openResults(path: string): Promise<ResultsFile> {
  const finished = new Map<string, FitOutput>();
  const text = await existing(path);
  const lines = text.split('\n');
  const cut = lines.pop() ?? '';
  for (const [index, line] of lines.entries()) {
    const entry = parsed(line);
    if (entry === undefined)
      throw new ProblemError(
        problem('InvalidOption', {
          what: 'This is no file of results',
          where: `${path}, line ${index + 1}`,
          hint: 'name another file, or remove it to begin anew',
        }),
      );
    finished.set(entry.id, entry.output);
  }
  // Rewritten whole before anything is added, so that what follows does not stand on half a line.
  if (cut !== '') await replace(path, text.slice(0, text.length - cut.length));
  const file = await open(path, 'a');
  let before: Promise<void> = Promise.resolve();
  return {
    finished,
    add: (id, output) => {
      const written = before.then(() => append(file, `${JSON.stringify({ id, output: encode(output) })}\n`));
      before = written.catch(() => undefined);
      return written;
    },
    close: async () => {
      await before;
      await file.close();
    },
  };
}

async function append(file: FileHandle, line: string): Promise<void> {
  await file.appendFile(line);
  await file.datasync();
}

async function replace(path: string, text: string): Promise<void> {
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

async function existing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function parsed(line: string): { id: string; output: FitOutput } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('id' in value) || !('output' in value)) return undefined;
    return { id: String(value.id), output: decode(value.output as Json) as FitOutput };
  } catch {
    return undefined;
  }
}
