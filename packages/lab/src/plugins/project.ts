import { existsSync } from 'node:fs';
import path from 'node:path';

/** The project that a folder belongs to: the nearest folder upwards with a package.json, or the folder itself. */
export function projectOf(directory: string): string {
  for (let at = directory; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'package.json'))) return at;
    if (path.dirname(at) === at) return directory;
  }
}
