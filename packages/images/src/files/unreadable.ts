import { stop } from '../problem';
import { errorCode } from './error-code';

/** Stops because the system refused a path. */
export function stopUnreadable(path: string, error: unknown): never {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    stop('FileMissing', {
      what: 'There is no such file or folder',
      where: path,
      why: 'the path may be misspelt, or relative to another folder',
      hint: 'check the path',
    });
  }
  const denied = code === 'EACCES' || code === 'EPERM';
  return stop('Unreadable', {
    what: 'The path cannot be read',
    where: path,
    why: denied ? 'the permission is missing' : `the system says ${code}`,
    hint: denied ? 'change its permissions or its owner' : 'check the disk and the path',
  });
}
