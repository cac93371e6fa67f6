import { createOutcome, summaryTable, tallyLine, total } from './outcome.mjs';

describe('createOutcome', () => {
  it('counts a command by its exit status', () => {
    const found = createOutcome();
    found.command('good', { status: 0, output: '' });
    found.command('bad', { status: 3, output: 'why it failed\n' });
    found.command('silent', { status: 2, output: '' });
    expect(found.outcome).toMatchObject({ passed: 1, failed: 2 });
    expect(found.outcome.failures).toEqual([
      { name: 'bad', output: 'why it failed' },
      { name: 'silent', output: 'exit status 2, without a word' },
    ]);
  });

  it('lets one report stand for many tests', () => {
    const found = createOutcome();
    found.pass(10);
    found.fail('unit', 'two tests', 2);
    found.skip('unit', 'no data folder', 3);
    expect(found.outcome).toMatchObject({ passed: 10, failed: 2, skipped: 3 });
  });
});

describe('tallyLine', () => {
  it('has exactly the two shapes that readers of the last line know', () => {
    expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(tallyLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });

  it('sums steps', () => {
    const outcomes = [
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ];
    expect(total(outcomes)).toEqual({ passed: 11, failed: 22, skipped: 33 });
    expect(total([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe('summaryTable', () => {
  it('aligns numbers under their headings', () => {
    const lines = summaryTable([
      ['types', 7.25, { passed: 1, failed: 0, skipped: 0 }],
      ['documentation', 0.5, { passed: 100, failed: 2, skipped: 0 }],
    ]).split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[1]).toMatch(/^types {9}.* 7\.3$/);
  });
});
