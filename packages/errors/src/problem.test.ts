import fc from 'fast-check';
import { isProblem, problem } from './problem';
import type { Problem } from './problem';

describe('problem', () => {
  it.each([
    [{ what: 'No file' }, 'No file'],
    [{ what: 'No file', where: 'a.mat' }, 'No file (a.mat)'],
    [{ what: 'No file', why: 'it was moved' }, 'No file: it was moved'],
    [{ what: 'No file', hint: 'check --data' }, 'No file; check --data'],
    [{ what: 'No file', where: 'a.mat', hint: 'check --data' }, 'No file (a.mat); check --data'],
    [{ what: 'No file', where: 'a.mat', why: 'moved', hint: 'check' }, 'No file (a.mat): moved; check'],
    [{ what: 'No file', where: '', why: '  ', hint: '\n' }, 'No file'],
    [{ what: ' No\n  file ', where: 'a\r\nb', why: 'x\ty' }, 'No file (a b): x y'],
  ])('composes %j', (parts, message) => {
    expect(problem('FileNotFound', parts)).toEqual({ _tag: 'FileNotFound', message });
  });

  it('is one line whatever its parts are', () => {
    const part = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\t', '\u2028') });
    fc.assert(
      fc.property(part, part, part, (where, why, hint) => {
        const { message } = problem('T', { what: 'what', where, why, hint });
        expect(message).not.toMatch(/[\r\n\t\u2028]| {2}|^ | $/);
        expect(message.startsWith('what')).toBe(true);
      }),
    );
  });

  it('keeps the literal tag, so that a union of problems can be told apart', () => {
    type Failure = Problem<'Missing'> | Problem<'Broken'>;
    const describeFailure = (failure: Failure): string => {
      switch (failure._tag) {
        case 'Missing':
          return 'find it';
        case 'Broken':
          return 'mend it';
      }
    };
    expect(describeFailure(problem('Broken', { what: 'It broke' }))).toBe('mend it');
  });

  it('refuses to say nothing', () => {
    expect(() => problem('T', { what: ' \n' })).toThrow(RangeError);
    expect(() => problem(' ', { what: 'what' })).toThrow(/needs a tag/);
  });
});

describe('isProblem', () => {
  it('accepts problems, also those with more fields', () => {
    expect(isProblem(problem('T', { what: 'what' }))).toBe(true);
    expect(isProblem({ _tag: 'T', message: 'm', offset: 3 })).toBe(true);
  });

  it.each([
    [null],
    [undefined],
    ['T'],
    [7],
    [{}],
    [{ _tag: 'T' }],
    [{ message: 'm' }],
    [{ _tag: 1, message: 'm' }],
    [{ _tag: 'T', message: 1 }],
    [new Error('m')],
  ])('rejects %p', (value) => {
    expect(isProblem(value)).toBe(false);
  });
});
