import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, onDisk } from './disk';

/**
 * Writes a whole file or nothing: a temporary file beside it is written, synced and renamed over it, and the folder is
 * synced. A reader, or a machine that loses power, sees the old content or the new one, never a part.
 *
 * @throws ProblemError when the disk refuses
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  await onDisk('write the file', file, async () => {
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
    try {
      const handle = await open(temporary, 'w');
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(path.dirname(file));
  });
}

/** The name of a temporary file, with the number of its process. */
const unfinished = /^\..+\.(\d+)\.tmp$/;

/**
 * Removes, from a folder and all below it, the temporary files of writes that a kill or a loss of power cut short. Those of a
 * process that is alive stay.
 */
export async function dropUnfinishedFiles(folder: string): Promise<void> {
  await onDisk('clear the folder', folder, async () => {
    for (const name of await readdir(folder, { recursive: true })) {
      const processId = unfinished.exec(path.basename(name))?.[1];
      if (processId !== undefined && !isAlive(Number(processId))) await rm(path.join(folder, name), { force: true });
    }
  });
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // It is another user's.
    return errorCode(error) === 'EPERM';
  }
}

/** Makes a rename durable. Some systems cannot sync a folder; there the rename itself is all that can be had. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'ENOTSUP'].includes(errorCode(error) ?? '')) throw error;
  }
}
