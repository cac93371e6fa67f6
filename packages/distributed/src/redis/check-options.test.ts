import { checkOptions } from './check-options';

describe('checkOptions', () => {
  it('has nothing against settings that make sense', () => {
    expect(checkOptions({ queue: 'jobs' })).toBeUndefined();
    expect(
      checkOptions({ queue: 'a.b-c_1', run: 'fit', attempts: 1, lookSeconds: 0.2, expirySeconds: 60 }),
    ).toBeUndefined();
  });

  it.each([
    [{ queue: 'a:b' }, "No queue can be called 'a:b'"],
    [{ queue: '' }, "No queue can be called ''"],
    [{ queue: 'q', run: '' }, '1 to 200 characters'],
    [{ queue: 'q', attempts: 0 }, 'attempts is 0'],
    [{ queue: 'q', attempts: 1.5 }, 'attempts is 1.5'],
    [{ queue: 'q', backoffSeconds: -1 }, 'backoffSeconds is -1'],
    [{ queue: 'q', patienceSeconds: NaN }, 'patienceSeconds is NaN'],
    [{ queue: 'q', lookSeconds: 0 }, 'lookSeconds is 0'],
    [{ queue: 'q', expirySeconds: Infinity }, 'expirySeconds is Infinity'],
  ])('refuses %j', (settings, message) => {
    expect(checkOptions(settings)).toMatchObject({ _tag: 'InvalidOption' });
    expect(checkOptions(settings)?.message).toContain(message);
  });
});
