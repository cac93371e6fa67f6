import { problem, type Problem, type ProblemParts } from '@bcl/errors';

/** What stopped the making of an addon: what was asked for is wrong, this machine cannot do it, or doing it failed. */
export type NativeProblem = Problem<'BadInput'> | Problem<'NotHere'> | Problem<'Failed'>;

/** What was asked for is wrong. */
export const badInput = (parts: ProblemParts): NativeProblem => problem('BadInput', parts);

/** A program, the network or the platform is missing: trying again changes nothing before that is there. */
export const notHere = (parts: ProblemParts): NativeProblem => problem('NotHere', parts);

/** It was possible and went wrong. */
export const failed = (parts: ProblemParts): NativeProblem => problem('Failed', parts);

/** What is said when the user stopped the command. */
export const stopped = (): NativeProblem => failed({ what: 'Stopped; the addon that was there before is still there' });

/** 2 for bad input, 3 where this machine cannot do it, 1 for a failure. */
export const exitCode = ({ _tag }: NativeProblem): number => ({ Failed: 1, BadInput: 2, NotHere: 3 })[_tag];

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  EROFS: 'the disk can only be read',
  ENOENT: 'it is not there',
  ENOTDIR: 'a file is in the way',
};

/** A failure of the file system in one line; an error that is none of the system's is thrown again. */
export function failedOnDisk(what: string, where: string, error: unknown): NativeProblem {
  // By shape: an error of the system need not be an instance of the Error class of this realm.
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') throw error;
  return failed({ what, where, why: reasons[code] ?? String(message) });
}
