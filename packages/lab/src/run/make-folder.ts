import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './disk';

/**
 * Makes a folder and those above it that are missing, one by one: Node's own recursive mkdir never returns on file
 * systems that refuse new folders with ENOENT, such as /proc.
 *
 * @returns the outermost folder that was made; undefined when all were there
 * @throws the system's error, also EEXIST where a file has the folder's name
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !(await isThere(at)); at = path.dirname(at)) missing.unshift(at);
  for (const one of missing) {
    try {
      await mkdir(one);
    } catch (error) {
      // Another program may have made it meanwhile.
      if (errorCode(error) !== 'EEXIST' || !(await stat(one)).isDirectory()) throw error;
    }
  }
  return missing[0];
}

async function isThere(at: string): Promise<boolean> {
  try {
    if ((await stat(at)).isDirectory()) return true;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || path.dirname(at) === at) throw error;
    return false;
  }
  // A file: mkdir says so with the right code.
  await mkdir(at);
  return true;
}
