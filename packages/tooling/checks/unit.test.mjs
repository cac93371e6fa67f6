import { createOutcome } from '../run/outcome.mjs';
import { countJest } from './unit.mjs';

const report = (changes) => ({
  numTotalTests: 5,
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
  ...changes,
});
const finished = (status, stderr = '') => ({ status, stderr, stdout: '', output: stderr });

const count = (jestReport, jestFinished) => {
  const found = createOutcome();
  countJest(found, jestReport, jestFinished);
  return found.outcome;
};

describe('countJest', () => {
  it('counts what passed', () => {
    expect(count(report({}), finished(0))).toMatchObject({ passed: 5, failed: 0, skipped: 0 });
  });

  it('counts a file that could not run as a failure', () => {
    const outcome = count(report({ numRuntimeErrorTestSuites: 1 }), finished(1, 'SyntaxError in a.test.ts'));
    expect(outcome).toMatchObject({ passed: 5, failed: 1 });
    expect(outcome.failures[0].output).toContain('SyntaxError');
  });

  it('names the skipped tests', () => {
    const testResults = [{ assertionResults: [{ status: 'pending', fullName: 'reads the real file' }] }];
    const outcome = count(report({ numPassedTests: 4, numPendingTests: 1, testResults }), finished(0));
    expect(outcome).toMatchObject({ passed: 4, skipped: 1 });
    expect(outcome.skips[0].name).toBe('reads the real file');
  });

  it('does not take a crash without a report for success', () => {
    expect(count({}, finished(0))).toMatchObject({ passed: 0, failed: 1 });
    expect(count({}, finished(1, 'out of memory')).failures[0].output).toBe('out of memory');
  });

  it('does not take a bad exit status beside passing tests for success', () => {
    expect(count(report({}), finished(1, 'coverage too low'))).toMatchObject({ passed: 5, failed: 1 });
  });
});
