import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { reasonIn, type Finished } from './command';
import type { Buildable } from './machine';
import { failed, notHere, stopped, type NativeProblem } from './problem';
import { runIn, type World } from './world';

/** Versions that the addon was built against and trained with. */
export const VERSIONS = '>=2.21,<2.22';

const PYTHON = 'python3';

/** Holds python3 and pip to be there, before anything is fetched. */
export async function checkPip(world: World): Promise<E.Either<NativeProblem, string>> {
  const { end, stdout, stderr } = await runIn(world, [PYTHON, '-m', 'pip', '--version'], { timeoutSeconds: 60 });
  if (end === 'done') return E.right(stdout.trim());
  const what = 'pip is needed to download TensorFlow';
  const hint = 'install it (apt-get install python3-pip), or name a TensorFlow you have by --tensorflow FOLDER';
  if (end === 'missing') return E.left(notHere({ what, why: `there is no ${PYTHON}`, hint }));
  if (end === 'stopped') return E.left(stopped());
  return E.left(notHere({ what, why: reasonIn(stderr), hint }));
}

/** What is asked of pip. */
export interface Wanted {
  /** As pip writes them: `'tensorflow-cpu>=2.21,<2.22'`. */
  readonly requirements: readonly string[];
  readonly timeoutSeconds: number | undefined;
}

/**
 * Downloads wheels into a folder, without what they depend on.
 *
 * The Python that runs pip need not be one TensorFlow is made for: only the C library is used, so that wheels for Python 3.11 do.
 *
 * @returns the files
 */
export async function download(
  world: World,
  { wheelPlatforms }: Buildable,
  folder: string,
  { requirements, timeoutSeconds }: Wanted,
): Promise<E.Either<NativeProblem, readonly string[]>> {
  await mkdir(folder, { recursive: true });
  const words = ['--no-deps', '--only-binary=:all:', '--no-input', '--progress-bar', 'off', '--dest', folder];
  const python = ['--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311'];
  const platforms = wheelPlatforms.flatMap((platform) => ['--platform', platform]);
  const finished = await runIn(
    world,
    [PYTHON, '-m', 'pip', 'download', ...words, ...python, ...platforms, ...requirements],
    // pip unpacks and copies in its folder for temporary files, which may be small.
    { timeoutSeconds, environment: { PIP_DISABLE_PIP_VERSION_CHECK: '1', TMPDIR: folder } },
  );
  if (finished.end !== 'done') return E.left(refusal(finished, requirements, timeoutSeconds));
  const wheels = (await readdir(folder)).filter((name) => name.endsWith('.whl')).sort();
  return E.right(wheels.map((name) => path.join(folder, name)));
}

const unreachable =
  /NewConnectionError|ConnectTimeout|ReadTimeout|Name or service not known|Network is unreachable|ProxyError|SSLError/;

function refusal({ end, stdout, stderr }: Finished, requirements: readonly string[], seconds?: number): NativeProblem {
  const what = 'pip could not download TensorFlow';
  const where =
    requirements.length > 2 ? `${requirements[0]} and ${requirements.length - 1} more` : requirements.join(', ');
  if (end === 'stopped') return stopped();
  if (end === 'late')
    return notHere({ what, where, why: `it was not there after ${seconds} s`, hint: 'allow more by --timeout' });
  const output = `${stdout}\n${stderr}`;
  const why = reasonIn(stderr).replace(/^ERROR: /, '');
  if (/No space left on device|ENOSPC/.test(output)) return failed({ what, where, why: 'the disk is full' });
  const hint = unreachable.test(output)
    ? 'its package index cannot be reached from here'
    : 'a TensorFlow that you have can be named by --tensorflow FOLDER';
  return notHere({ what, where, why, hint });
}
