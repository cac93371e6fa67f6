import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { ProblemError } from '@bcl/errors';
import type { Problem } from '@bcl/errors';
import { readBytes } from '../files/read-bytes';
import { unpack } from '../files/unpack';
import { attempt, problemIn, stop } from '../problem';
import type { ImageProblem } from '../problem';
import type { ImageSet } from '../set/image-set';
import { labelledImages } from './labelled-images';
import type { NamedBytes } from './labelled-images';
import { mnistFiles } from './mnist-files';
import type { MnistFile, MnistPart } from './mnist-files';

/** Where {@link readMnist} looks, in this order. */
export interface MnistOptions<P extends Problem = never> {
  /** A folder with the four files, compressed or not, side by side or in a folder `mnist`. */
  readonly folder?: string;
  /**
   * How to get a file that is not in the folder: `(file) => fetchFile(file, { cache })` of `@bcl/datasets` downloads it
   * with its checksum. It is asked once for each address until one answers. Default: nothing is downloaded.
   */
  readonly fetch?: (file: MnistFile) => TE.TaskEither<P, NamedBytes>;
  /**
   * Whether the files must be those of MNIST, by SHA-256. `false` reads any files of the same names and format, for
   * Fashion-MNIST has those. Default true.
   */
  readonly verify?: boolean;
}

/** Pictures to learn from and pictures to test on. */
export interface MnistSets {
  /** 60,000 pictures of MNIST. */
  readonly train: ImageSet;
  /** 10,000 pictures of MNIST. */
  readonly test: ImageSet;
}

/**
 * The handwritten digits of MNIST from a folder of the user's, or fetched: 28 x 28, grey, white on black, labels 0 … 9.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readMnist } from '@bcl/images';
 *
 * const result = await readMnist({ folder: 'no/such/folder' })();
 * E.isLeft(result) && result.left._tag; // => 'FileMissing'
 * ```
 */
export function readMnist<P extends Problem = never>(
  options: MnistOptions<P>,
): TE.TaskEither<ImageProblem | P, MnistSets> {
  return attempt(async () => {
    const parts = {} as Record<MnistPart, NamedBytes>;
    for (const part of Object.keys(mnistFiles) as MnistPart[]) parts[part] = await partOf(mnistFiles[part], options);
    const title = options.verify === false ? 'digits' : 'MNIST';
    return {
      train: setOf(`${title}, train`, parts.trainImages, parts.trainLabels),
      test: setOf(`${title}, test`, parts.testImages, parts.testLabels),
    };
  });
}

function setOf(title: string, images: NamedBytes, labels: NamedBytes): ImageSet {
  const files = [images, labels].map(({ path, content }) => ({ path, sha256: sha256(content) }));
  return labelledImages(title, images, labels, files);
}

/** Both parts of a set are some tens of megabytes; nothing of their names is larger than this. */
const LARGEST = 2 ** 30;

async function partOf<P extends Problem>(file: MnistFile, options: MnistOptions<P>): Promise<NamedBytes> {
  const { folder, fetch, verify = true } = options;
  const found = folder === undefined ? undefined : await lookIn(folder, file);
  if (found === undefined) {
    if (fetch !== undefined) return fetched(file, fetch);
    return stop('FileMissing', {
      what: `${basename(file.path)} was not found`,
      where: folder ?? 'no folder to look in',
      why: 'there is neither this file nor its decompressed form',
      hint: `get ${file.url} (or ${file.mirrors.join(', ')}) and save it there`,
    });
  }
  if (!verify) return found;
  const compressed = sha256(found.content);
  // A file that was packed again has other bytes around the same content.
  if (compressed === file.sha256) return found;
  const content = sha256(unpack(found.content, found.path, LARGEST));
  if (content === file.contentSha256) return found;
  return stop('WrongBytes', {
    what: `The content has SHA-256 ${content} instead of ${file.contentSha256}`,
    where: found.path,
    why: 'it is damaged, or another set with files of the same names, as Fashion-MNIST is',
    hint: `replace it by ${file.url}, or read it unverified`,
  });
}

/** The file in the user's folder under one of the names it goes by, or undefined. */
async function lookIn(folder: string, file: MnistFile): Promise<NamedBytes | undefined> {
  const packed = basename(file.path);
  const plain = packed.replace(/\.gz$/, '');
  const names = [packed, plain, plain.replace('-idx', '.idx')];
  for (const path of [join(folder, 'mnist'), folder].flatMap((place) => names.map((name) => join(place, name)))) {
    try {
      return { path, content: await readBytes(path, LARGEST) };
    } catch (error) {
      if (problemIn(error)?._tag !== 'FileMissing') throw error;
    }
  }
  return undefined;
}

async function fetched<P extends Problem>(
  file: MnistFile,
  fetch: (file: MnistFile) => TE.TaskEither<P, NamedBytes>,
): Promise<NamedBytes> {
  const failures: P[] = [];
  for (const url of [file.url, ...file.mirrors]) {
    const result = await fetch({ ...file, url })();
    if (E.isRight(result)) return result.right;
    failures.push(result.left);
    if (result.left._tag === 'Aborted') break;
  }
  // What went wrong first is what the user can mend; the mirrors were a way around it.
  throw new ProblemError(failures[0]);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
