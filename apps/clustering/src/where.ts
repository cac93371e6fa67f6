import { homedir } from 'node:os';
import path from 'node:path';
import type { FetchOptions } from '@bcl/datasets';

/** Where named sets are looked for: the folder given, the folder in BCL_DATA_DIR, or downloads in the user's cache. */
export function dataFolders(folder: string | undefined, signal: AbortSignal): FetchOptions {
  const own = folder ?? process.env.BCL_DATA_DIR;
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'bcl');
  return { cache, signal, ...(own === undefined || own === '' ? {} : { folder: own }) };
}
