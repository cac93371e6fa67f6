import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunFolder } from '@bcl/lab';

/** Where a fit keeps what it needs to go on from, while it runs. */
export interface Checkpoint<A> {
  /** What an interrupted run left; undefined when there is nothing, or nothing readable. */
  read(): Promise<A | undefined>;
  write(value: A): Promise<void>;
  /** Takes the file away: the fit is done. */
  remove(): Promise<void>;
}

/**
 * A checkpoint in `checkpoints/<name>.json` of a run folder. Its value is records, arrays, strings, finite numbers,
 * `Float64Array`s and `Float32Array`s; the latter two are written as base64 of their bytes, so that what is read back is what was
 * written, to the bit.
 */
export function checkpoint<A>(folder: RunFolder, name: string): Checkpoint<A> {
  const file = `checkpoints/${name}.json`;
  return {
    async read() {
      const value = await folder.readJson(file);
      return value === undefined ? undefined : (revive(value) as A); // written by write, from a value of this type
    },
    write: (value) => folder.writeJson(file, preserve(value)),
    remove: () => rm(path.join(folder.path, file), { force: true }),
  };
}

function preserve(value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Float32Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
    return value instanceof Float64Array ? { float64: bytes } : { float32: bytes };
  }
  return mapValues(value, preserve);
}

function revive(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    if ('float64' in value && typeof value.float64 === 'string') return new Float64Array(bytesOf(value.float64));
    if ('float32' in value && typeof value.float32 === 'string') return new Float32Array(bytesOf(value.float32));
  }
  return mapValues(value, revive);
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
}

function mapValues(value: unknown, map: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, map(inner)]));
}
