import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { failedOnDisk, notHere, type NativeProblem } from './problem';

/** The package whose addon is made. */
export const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** The installed package. */
export interface Installed {
  /** Its real folder. */
  readonly folder: string;
  readonly version: string;
  /** What it runs when it is installed with scripts. */
  readonly installScript: string | undefined;
}

/** Finds the package as a program in one of these places would. */
export async function findPackage(searchFrom: readonly string[]): Promise<E.Either<NativeProblem, Installed>> {
  for (const place of searchFrom) {
    const file = lookUp(place);
    if (file === undefined) continue;
    try {
      const { version, scripts } = JSON.parse(await readFile(file, 'utf8')) as {
        version: string;
        scripts?: Record<string, string | undefined>;
      };
      return E.right({ folder: await realpath(path.dirname(file)), version, installScript: scripts?.install });
    } catch (error) {
      return E.left(failedOnDisk(`Cannot read ${PACKAGE}`, file, error));
    }
  }
  const hint = `npm install --ignore-scripts ${PACKAGE}@4.22.0`;
  return E.left(notHere({ what: `${PACKAGE} is not installed, and the addon is a part of it`, hint }));
}

/** Looks for the package as Node does, in each `node_modules` from a place upwards. */
function lookUp(place: string): string | undefined {
  const file = path.join(place, 'node_modules', PACKAGE, 'package.json');
  if (existsSync(file)) return file;
  const parent = path.dirname(place);
  return parent === place ? undefined : lookUp(parent);
}
