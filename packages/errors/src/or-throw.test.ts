import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { orThrow, ProblemError, runOrThrow } from './or-throw';
import { problem } from './problem';

const broken = problem('Broken', { what: 'It broke', where: 'line 3' });

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('orThrow', () => {
  it('gives the value, also one that is falsy', () => {
    expect(orThrow(E.right(0))).toBe(0);
    expect(orThrow(E.right(undefined))).toBeUndefined();
  });

  it('throws an error that carries the problem', () => {
    const error = thrownBy(() => orThrow(E.left(broken)));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'ProblemError', message: 'It broke (line 3)' });
    expect((error as ProblemError).problem).toBe(broken);
  });

  it('can be printed', () => {
    expect(String(new ProblemError(broken))).toBe('ProblemError: It broke (line 3)');
  });
});

describe('runOrThrow', () => {
  it('runs the task once and gives its value', async () => {
    let runs = 0;
    const task: TE.TaskEither<typeof broken, number> = () => {
      runs += 1;
      return Promise.resolve(E.right(42));
    };
    await expect(runOrThrow(task)).resolves.toBe(42);
    expect(runs).toBe(1);
  });

  it('rejects with an error that carries the problem', async () => {
    await expect(runOrThrow(TE.left(broken))).rejects.toMatchObject({ name: 'ProblemError', problem: broken });
  });

  it('lets a rejection pass through unchanged', async () => {
    const defect = new TypeError('a defect is not a problem');
    await expect(runOrThrow(() => Promise.reject(defect))).rejects.toBe(defect);
  });
});
