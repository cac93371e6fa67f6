import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { badInput, failedOnDisk, type NativeProblem } from './problem';
import type { TensorFlow } from './tensorflow';

/** Where, below the folder that was named, a TensorFlow may have its libraries and its headers. */
const layouts = [
  // The folder `tensorflow` of a site-packages folder or of an unpacked wheel.
  { libraries: '.', include: 'include' },
  // That site-packages folder, or the unpacked wheel.
  { libraries: 'tensorflow', include: 'tensorflow/include' },
  // libtensorflow, or a prefix such as /usr/local.
  { libraries: 'lib', include: 'include' },
];
const names = [
  ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  ['libtensorflow.so.2', 'libtensorflow_framework.so.2'],
  ['libtensorflow.so', 'libtensorflow_framework.so'],
];

/** Finds the libraries and headers of a TensorFlow on this machine; they are used where they lie. */
export async function findTensorFlow(folder: string): Promise<E.Either<NativeProblem, TensorFlow>> {
  try {
    if (!(await stat(folder)).isDirectory())
      return E.left(badInput({ what: 'Not a folder, nor a wheel', where: `--tensorflow ${folder}` }));
    for (const layout of layouts) {
      const include = path.join(folder, layout.include);
      if (!existsSync(path.join(include, 'tensorflow/c/c_api.h'))) continue;
      const lib = path.join(folder, layout.libraries);
      const pair = names.map((pair) => pair.map((name) => path.join(lib, name))).find((pair) => pair.every(existsSync));
      if (pair !== undefined) return E.right({ libraries: pair, include, runPath: await realpath(lib) });
    }
    const hint =
      'it needs libtensorflow_cc.so.2 (or libtensorflow.so), libtensorflow_framework.so.2 and include/tensorflow/c/c_api.h';
    return E.left(badInput({ what: 'No TensorFlow in this folder', where: `--tensorflow ${folder}`, hint }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return E.left(badInput({ what: 'No such folder or wheel', where: `--tensorflow ${folder}` }));
    return E.left(failedOnDisk('Cannot read the folder', `--tensorflow ${folder}`, error));
  }
}
