import { problem, ProblemError, type Problem } from '@bcl/errors';
import { isRecord } from './json';

/** The tag of everything that a disk can refuse. */
export type DiskProblem = Problem<'DiskRefused'>;

const reasons: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EACCES: ['no permission', 'choose another folder with --out'],
  EPERM: ['no permission', 'choose another folder with --out'],
  EROFS: ['the file system is read-only', 'choose another folder with --out'],
  ENOSPC: ['the disk is full', 'free some space, or choose a folder on another disk'],
  EDQUOT: ['the disk quota is used up', 'free some space, or choose a folder on another disk'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'choose another folder with --out'],
  EEXIST: ['there is something of that name already', 'choose another folder with --out'],
  EISDIR: ['there is a folder of that name', 'choose another name'],
  ENOENT: ['it does not exist, or cannot be made there', 'check the path'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter one'],
  EMFILE: ['too many files are open', 'raise the limit with ulimit -n'],
  EIO: ['the disk reports an error', 'check the disk'],
};

/** What the operating system's refusal means: one line with the path, the reason and what to try. */
export function diskProblem(action: string, path: string, error: unknown): DiskProblem {
  const code = errorCode(error);
  const [why, hint] = reasons[code ?? ''] ?? [thrownMessage(error), 'check the path'];
  return problem('DiskRefused', { what: `Cannot ${action}`, where: path, why, hint });
}

/** Runs an action on a path and turns the operating system's refusal into a thrown problem. */
export async function onDisk<A>(action: string, path: string, run: () => Promise<A> | A): Promise<A> {
  try {
    return await run();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new ProblemError(diskProblem(action, path, error));
  }
}

/** The code of a system error, such as 'ENOENT'. Asked of the value's shape, because errors cross realms. */
export function errorCode(error: unknown): string | undefined {
  return isRecord(error) && typeof error.code === 'string' ? error.code : undefined;
}

/** The message of whatever was thrown. */
export function thrownMessage(error: unknown): string {
  return isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
}
