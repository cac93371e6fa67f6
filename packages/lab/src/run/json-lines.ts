import { appendFileSync, closeSync, existsSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { onDisk } from './disk';

/**
 * Appends one line of JSON to a file. Written at once and synchronously, so that lines keep their order and a killed
 * process loses none that was reported.
 *
 * @throws ProblemError when the disk refuses
 */
export function appendJsonLine(file: string, value: unknown): Promise<void> {
  return onDisk('add a line to the file', file, () => appendFileSync(file, `${JSON.stringify(value)}\n`));
}

/** Cuts off a last line that a kill or a full disk left unfinished; the lines before it are kept. */
export function dropUnfinishedLine(file: string): Promise<void> {
  return onDisk('repair the file', file, () => {
    if (!existsSync(file)) return;
    const bytes = readFileSync(file);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end === bytes.length) return;
    const handle = openSync(file, 'r+');
    try {
      ftruncateSync(handle, end);
    } finally {
      closeSync(handle);
    }
  });
}
