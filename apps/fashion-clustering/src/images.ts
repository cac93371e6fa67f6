import { homedir } from 'node:os';
import path from 'node:path';
import { fetchFile, readIdx, type FetchedFile, type RemoteFile } from '@bcl/datasets';
import { orThrow, problem, ProblemError, runOrThrow } from '@bcl/errors';
import type { Pictures } from '@bcl/experiments';

const upstream =
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/b2617bb6d3ffa2e429640350f613e3291e10b141/data/fashion';

const file = (name: string, bytes: number, sha256: string): RemoteFile => ({
  path: `fashion-mnist/${name}`,
  bytes,
  sha256,
  url: `${upstream}/${name}`,
});

/** Fashion-MNIST, (c) 2017 Zalando SE, MIT: the training images and labels, then the test images and labels. */
export const fashionFiles: readonly RemoteFile[] = [
  file('train-images-idx3-ubyte.gz', 26421880, '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84'),
  file('train-labels-idx1-ubyte.gz', 29515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'),
  file('t10k-images-idx3-ubyte.gz', 4422102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'),
  file('t10k-labels-idx1-ubyte.gz', 5148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'),
];

const SIDE = 28;
const classNames = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');

/** Where the images are looked for. */
export interface ImageFolders {
  /** The user's. */
  readonly folder: string | undefined;
  /** Whether downloads in the user's cache count, and may be made. */
  readonly download: boolean;
  readonly signal: AbortSignal;
}

/** The files, each checked by its SHA-256. */
export async function fetchFashion({ folder, download, signal }: ImageFolders): Promise<readonly FetchedFile[]> {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'bcl');
  const fetched = [];
  const where = { signal, ...(download ? { cache } : {}), ...(folder === undefined ? {} : { folder }) };
  for (const one of fashionFiles) fetched.push(await runOrThrow(fetchFile(one, where)));
  return fetched;
}

/** The first `count` of all 70,000 images, training images first, as numbers from 0 to 1. */
export function readFashion(files: readonly FetchedFile[], count: number): Pictures {
  const arrays = files.map(({ content, file: { path: name } }) => orThrow(readIdx(content, { name })));
  const images = [arrays[0], arrays[2]];
  const labels = [arrays[1], arrays[3]];
  if (images.some(({ dimensions }) => dimensions[1] !== SIDE || dimensions[2] !== SIDE))
    throw new ProblemError(problem('DamagedFile', { what: 'The images are not 28 × 28', hint: 'get the files again' }));
  const total = images.reduce((sum, { dimensions }) => sum + dimensions[0], 0);
  const kept = Math.min(count, total);
  // Shared, so that threads read these very numbers.
  const pixels = new Float64Array(new SharedArrayBuffer(8 * kept * SIDE * SIDE));
  const classes = new Int32Array(kept);
  let row = 0;
  images.forEach(({ data, dimensions }, part) => {
    const some = Math.min(dimensions[0], kept - row);
    for (let i = 0; i < some * SIDE * SIDE; i++) pixels[row * SIDE * SIDE + i] = data[i] / 255;
    classes.set(Int32Array.from(labels[part].data.subarray(0, some)), row);
    row += some;
  });
  const title = `${kept === total ? 'All' : 'The first'} ${kept.toLocaleString('en')} images of Fashion-MNIST (raw pixels)`;
  return { title, count: kept, side: SIDE, pixels, classes, classNames };
}
