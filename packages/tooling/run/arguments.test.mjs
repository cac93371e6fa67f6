import { readArguments } from './arguments.mjs';

const steps = ['types', 'lint', 'unit'];

describe('readArguments', () => {
  it('runs everything when nothing is asked for', () => {
    expect(readArguments([], steps)).toEqual({ chosen: steps });
    expect(readArguments(['--'], steps)).toEqual({ chosen: steps });
  });

  it('keeps the order of the steps, not of the words', () => {
    expect(readArguments(['--only', 'unit,types'], steps).chosen).toEqual(['types', 'unit']);
    expect(readArguments(['--', '--only=lint'], steps).chosen).toEqual(['lint']);
  });

  it.each([
    [['--only', 'typse'], 'no step is called typse: the steps are types, lint, unit'],
    [['--only'], '--only names no step: the steps are types, lint, unit'],
    [['--quick'], 'unknown option --quick: known are --only STEP[,STEP] and --help'],
    [['unit'], 'unknown option unit: known are --only STEP[,STEP] and --help'],
  ])('answers %p with one line', (words, mistake) => {
    expect(readArguments(words, steps)).toEqual({ chosen: [], mistake });
  });

  it('shows the steps in its help', () => {
    expect(readArguments(['--help'], steps).help).toContain('types, lint, unit');
  });
});
