import { createOutcome } from '../run/outcome.mjs';
import { provideRedis } from './services.mjs';

/** A machine with some programs, where installing works from the given time on. */
async function on({ programs, isRoot = true, installsAfter = 1 }) {
  const found = createOutcome();
  const there = new Set(programs);
  const done = [];
  const said = [];
  let barred = false;
  await provideRedis(found, {
    isRoot,
    say: (line) => said.push(line),
    withoutServices: async (action) => {
      barred = true;
      await action();
      barred = false;
    },
    command: async ([program, verb]) => {
      if (verb === '--version') return { status: there.has(program) ? 0 : 1 };
      done.push(`${program} ${verb}`);
      if (verb !== 'install') return { status: 0 };
      expect(barred).toBe(true);
      if (done.filter((each) => each === 'apt-get install').length < installsAfter) return { status: 100 };
      there.add('redis-server');
      return { status: 0 };
    },
  });
  return { outcome: found.outcome, done, said };
}

describe('provideRedis', () => {
  it('is content with one that is there', async () => {
    const { outcome, done } = await on({ programs: ['redis-server', 'apt-get'] });
    expect(outcome).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
    expect(done).toEqual([]);
  });

  it('installs one, says so, and starts no service', async () => {
    const { outcome, done, said } = await on({ programs: ['apt-get'] });
    expect(outcome).toMatchObject({ passed: 1, skipped: 0 });
    expect(done).toEqual(['apt-get install']);
    expect(said).toEqual([expect.stringContaining('apt-get install')]);
  });

  it('fetches the lists of packages where installing needs them', async () => {
    const { outcome, done } = await on({ programs: ['apt-get'], installsAfter: 2 });
    expect(outcome).toMatchObject({ passed: 1, skipped: 0 });
    expect(done).toEqual(['apt-get install', 'apt-get update', 'apt-get install']);
  });

  it.each([
    ['there is no apt-get', { programs: [] }],
    ['only root', { programs: ['apt-get'], isRoot: false }],
    ['could not install', { programs: ['apt-get'], installsAfter: 9 }],
  ])('skips with the reason: %s', async (why, machine) => {
    const { outcome } = await on(machine);
    expect(outcome).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
    expect(outcome.skips[0].why).toContain(why);
  });
});
