import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The built file that a thread runs. It stands beside the built index; where this is run from its source, as tests do, it is the
 * one of the last build.
 *
 * @throws Error when the package was not built
 */
export function workerFile(): string {
  const candidates = ['./thread.js', '../../dist/thread.js'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`there is no ${candidates[0]}: build @bcl/distributed first`);
  return found;
}
