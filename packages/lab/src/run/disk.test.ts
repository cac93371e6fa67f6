import { problem, ProblemError } from '@bcl/errors';
import { diskProblem, errorCode, onDisk, thrownMessage } from './disk';
import { problemOf } from './failure';

const systemError = (code: string) => Object.assign(new Error(`${code}: refused\nby the system`), { code });

describe('diskProblem', () => {
  it.each([
    ['ENOSPC', 'the disk is full; free some space'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EACCES', 'no permission; choose another folder with --out'],
    ['EROFS', 'the file system is read-only'],
    ['EWEIRD', 'EWEIRD: refused by the system; check the path'],
  ])('says what %s means, in one line', (code, message) => {
    const found = diskProblem('write the file', '/data/x', systemError(code));
    expect(found._tag).toBe('DiskRefused');
    expect(found.message).toContain('Cannot write the file (/data/x): ');
    expect(found.message).toContain(message);
    expect(found.message).not.toContain('\n');
  });
});

describe('onDisk', () => {
  it('gives the value, turns system errors into problems and lets mistakes through', async () => {
    await expect(onDisk('read', 'x', () => 42)).resolves.toBe(42);
    await expect(onDisk('read', 'x', () => Promise.reject(systemError('EIO')))).rejects.toBeInstanceOf(ProblemError);
    await expect(onDisk('read', 'x', () => Promise.reject(new TypeError('mine')))).rejects.toBeInstanceOf(TypeError);
  });
});

describe('problemOf', () => {
  it('finds a problem that was thrown, carried or given, and nothing else', () => {
    const found = problem('Bad', { what: 'It is bad' });
    expect(problemOf(new ProblemError(found))).toBe(found);
    expect(problemOf({ problem: found })).toBe(found);
    expect(problemOf(found)).toBe(found);
    expect(problemOf(new Error('no'))).toBeUndefined();
    expect(problemOf(undefined)).toBeUndefined();
  });
});

describe('errorCode and thrownMessage', () => {
  it('read whatever was thrown', () => {
    expect(errorCode(systemError('EIO'))).toBe('EIO');
    expect(errorCode('EIO')).toBeUndefined();
    expect(thrownMessage(new Error('why'))).toBe('why');
    expect(thrownMessage('why')).toBe('why');
  });
});
