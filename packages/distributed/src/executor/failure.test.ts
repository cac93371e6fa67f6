import { problem, ProblemError } from '@bcl/errors';
import { failureOf, jobProblem } from './failure';

describe('failureOf', () => {
  it('keeps the tag of a problem of this package', () => {
    const unreadable = new ProblemError(problem('UnreadableShard', { what: 'shard a.csv cannot be read' }));
    expect(failureOf(unreadable)).toEqual({ tag: 'UnreadableShard', message: 'shard a.csv cannot be read' });
  });

  it.each([
    [new ProblemError(problem('InvalidData', { what: 'no rows' })), 'no rows'],
    [new Error('two\n lines'), 'two lines'],
    ['thrown text', 'thrown text'],
    [new Error(''), 'it did not say why'],
  ])('takes anything else as a failed job, case %#', (error, message) => {
    expect(failureOf(error)).toEqual({ tag: 'JobFailed', message });
  });
});

it('jobProblem names task, job and cause', () => {
  expect(jobProblem('statistics', 'run:3:1', { tag: 'UnreadableShard', message: 'no file' })).toEqual({
    _tag: 'UnreadableShard',
    message: 'job run:3:1 (statistics) failed: no file',
  });
});
