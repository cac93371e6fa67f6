import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { describeDataFile } from '../run/data-file';
import { errorCode, thrownMessage } from '../run/disk';
import { isRecord } from '../run/json';
import { locate, packageFolder, refuse, type PluginProblem } from './locate';
import { namesFile, packageNameOf } from './specifier';

/** What a module exports by default, and where it came from. */
export interface Imported {
  readonly value: unknown;
  /** The package with its version, or the file: for messages and for the record. */
  readonly where: string;
  /** The package, where the module was named by one. */
  readonly package?: string;
  /** The package's version, where the module was named by a package. */
  readonly version?: string;
  /** SHA-256 of the file in hexadecimal, where the module was named by a file. */
  readonly sha256?: string;
}

/** How a module is looked for. */
export interface ImportOptions {
  /** The folder from which relative paths count and packages are looked for, and outside of which no file is loaded. */
  readonly project: string;
  /** Modules by name that the caller hands over: a file may import them although its project has not installed them. */
  readonly provided?: Readonly<Record<string, unknown>>;
  /** How long loading may take, in seconds; 30 by default. */
  readonly timeout?: number;
}

/**
 * Loads a module on request and gives its default export. The module is a file (ESM, CommonJS or TypeScript) or an
 * installed package, whose `exports` are respected. Loading runs the module's code. Nothing is written to disk.
 *
 * @param specifier `./file.ts`, an absolute path, or the name of a package
 * @returns the default export; `PluginNotFound` when there is no such module; `BadPlugin` when it is no module or outside the project,
 *   throws while it is loaded, does not finish loading in time, or has no default export
 */
export function importDefault(specifier: string, options: ImportOptions): TaskEither<PluginProblem, Imported> {
  return async () => {
    const { project, provided = {}, timeout = 30 } = options;
    // Loaded here, so that a program that loads no plugin does not wait for it.
    const { createJiti } = await import('jiti');
    const loader = { fsCache: false };
    const found = locate(specifier, project, createJiti(path.join(project, 'package.json'), loader));
    if (E.isLeft(found)) return found;
    const { file, ...origin } = found.right;
    const virtualModules = missingFor(file, provided);
    try {
      const loading = createJiti(file, { ...loader, virtualModules }).import(file);
      const loaded = await within(timeout, loading);
      if (loaded === unfinished) {
        const hint = 'look for a top-level await of what never comes';
        return refuse(origin.where, `it has not finished loading after ${timeout} s`, hint);
      }
      const value = defaultOf(loaded);
      if (value === undefined) return refuse(origin.where, 'it has no default export', 'write: export default …');
      const text = origin.package === undefined ? { sha256: (await describeDataFile(file)).sha256 } : {};
      return E.right({ value, ...origin, ...text });
    } catch (error) {
      return refuse(origin.where, ...whyItThrew(error));
    }
  };
}

/** In place of a module that was not loaded in time. */
const unfinished = Symbol('unfinished');

/** What a promise gives, if it does so in time. Node quits in silence when nothing but a promise is left; a timer keeps it. */
async function within(seconds: number, promise: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, 1000 * seconds, unfinished)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The default export as the author meant it, in whichever format the module was written. */
function defaultOf(loaded: unknown): unknown {
  if (!isRecord(loaded)) return loaded; // module.exports = …
  if (!('default' in loaded)) {
    const isModule = marksModule(loaded) || Object.prototype.toString.call(loaded) === '[object Module]';
    return isModule || Object.keys(loaded).length === 0 ? undefined : loaded;
  }
  // An ES module that was compiled to CommonJS and then imported from an ES module is wrapped twice.
  const { default: value } = loaded;
  return isRecord(value) && 'default' in value && (marksModule(value) || marksModule(loaded)) ? value.default : value;
}

/** Compilers mark a CommonJS module that was an ES module. Asked of the object itself: the loader's proxy says yes to all. */
function marksModule(loaded: object): boolean {
  return Object.hasOwn(loaded, '__esModule');
}

/** The modules that the file's project has not installed: those of the caller step in for them. */
function missingFor(file: string, provided: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const missing = Object.entries(provided).filter(([name]) => {
    const owner = packageNameOf(name);
    return owner !== undefined && packageFolder(owner, path.dirname(file)) === undefined;
  });
  return Object.fromEntries(missing);
}

/** What went wrong while a module was loaded, in the words of whatever it threw, and what to try. */
function whyItThrew(error: unknown): [why: string, hint?: string] {
  const message = thrownMessage(error);
  if (['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(errorCode(error) ?? '')) {
    const [, missing] = /'([^']+)'/.exec(message) ?? [];
    if (missing !== undefined) {
      const hint = namesFile(missing) ? 'check the path' : `install it (npm install ${missing})`;
      return [`it imports '${missing}', which cannot be found`, hint];
    }
  }
  const at = placeOf(error);
  return [`it throws while loading: ${message}${at === undefined || message.includes(at) ? '' : ` (${at})`}`];
}

/** The first line of a stack trace that is neither Node's nor the loader's: file:line:column. */
function placeOf(error: unknown): string | undefined {
  if (!isRecord(error) || typeof error.stack !== 'string') return undefined;
  const frames = error.stack.match(/(?<=[( ])(?:file:\/\/)?\/[^()\n]+:\d+:\d+(?=\)?$)/gm) ?? [];
  return frames
    .find((frame) => !/\/node_modules\/(?:jiti|\.pnpm\/jiti@[^/]*)\//.test(frame))
    ?.replace(/^file:\/\//, '');
}
