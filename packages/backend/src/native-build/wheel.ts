import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { badInput, failedOnDisk, type NativeProblem } from './problem';
import { BESIDE, type TensorFlow } from './tensorflow';
import { extract, readZip, ZipError, type ZipEntry } from './zip';

/** The headers that the C interface takes in, of the 250 MB that a wheel has. */
const header =
  /^tensorflow\/include\/((tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/(c|platform))\/.+\.h)$/;
const library = /^tensorflow\/(libtensorflow_(?:cc|framework)\.so\.\d+)$/;
const cuda = /^(nvidia\/[^/]+\/lib\/[^/]+\.so[^/]*)$/;
const metadata = /^[^/]+\.dist-info\/METADATA$/;

/** What was unpacked of TensorFlow's wheel. */
export interface Unpacked extends TensorFlow {
  /** What its extra `and-cuda` asks of pip, such as `'nvidia-cudnn-cu12<10.0,>=9.3.0.75'`. */
  readonly cuda: readonly string[];
}

/**
 * Unpacks of TensorFlow's wheel what an addon needs: two libraries into `built/deps/lib`, the headers of the C interface into
 * `work/include`.
 */
export async function unpackTensorFlow(
  wheel: string,
  built: string,
  work: string,
  signal: AbortSignal,
): Promise<E.Either<NativeProblem, Unpacked>> {
  const libraries: string[] = [];
  const include = path.join(work, 'include');
  const unpacked = await unpack(wheel, signal, (name) => {
    const [file, safe] = [library.exec(name)?.[1], header.exec(name)?.[1]];
    if (file !== undefined) {
      libraries.push(path.join(built, 'deps', 'lib', file));
      return libraries.at(-1);
    }
    if (safe !== undefined && !safe.split('/').includes('..')) return path.join(include, safe);
    return metadata.test(name) ? path.join(work, 'METADATA') : undefined;
  });
  if (E.isLeft(unpacked)) return unpacked;
  if (libraries.length < 2 || !unpacked.right.some((name) => name.endsWith('/tensorflow/c/c_api.h')))
    return E.left(
      badInput({
        what: 'This wheel holds no C library of TensorFlow with its headers',
        where: wheel,
        hint: 'TensorFlow 2.21 is known to',
      }),
    );
  const words = await readFile(path.join(work, 'METADATA'), 'utf8').catch(() => '');
  const wanted = [...words.matchAll(/^Requires-Dist: ([^;\n]+?)\s*;\s*extra == ["']and-cuda["']/gm)].map(
    ([, name]) => name,
  );
  // pip wrote "name (<10,>=9)" in older metadata.
  const requirements = wanted.map((name) => name.replace(/[()\s]/g, ''));
  return E.right({ libraries: libraries.sort(), include, runPath: BESIDE, cuda: requirements });
}

/** Unpacks the libraries of one of NVIDIA's wheels into `built/deps/nvidia`, where TensorFlow's own look for them. */
export const unpackCuda = (
  wheel: string,
  built: string,
  signal: AbortSignal,
): Promise<E.Either<NativeProblem, readonly string[]>> =>
  unpack(wheel, signal, (name) => {
    const file = cuda.exec(name)?.[1];
    return file === undefined || file.split('/').includes('..') ? undefined : path.join(built, 'deps', file);
  });

/** Unpacks the files for which `destinationOf` names a place, and gives their names in the archive. */
async function unpack(
  wheel: string,
  signal: AbortSignal,
  destinationOf: (name: string) => string | undefined,
): Promise<E.Either<NativeProblem, readonly string[]>> {
  try {
    const entries = await readZip(wheel);
    const wanted = entries.flatMap((entry): [ZipEntry, string][] => {
      const destination = destinationOf(entry.name);
      return destination === undefined ? [] : [[entry, destination]];
    });
    for (const [entry, destination] of wanted) {
      if (signal.aborted) break;
      await extract(wheel, entry, destination, signal);
    }
    return E.right(wanted.map(([{ name }]) => name));
  } catch (error) {
    if (error instanceof ZipError)
      return E.left(badInput({ what: 'This wheel cannot be unpacked', where: wheel, why: error.message }));
    return E.left(failedOnDisk('Cannot unpack the wheel', wheel, error));
  }
}
