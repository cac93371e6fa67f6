/** What threads do that are not as they should be: each test loads the package anew, with a text of its own for threads to run. */
import { key } from '@bcl/random';
import { drawRows, randomMixture } from '../fixtures/random-cases';
import type * as Package from '../index';

const table = drawRows(randomMixture(key(1), 'full', 3, 2), key(2), 3000);
const takesTaskAndDies = `
  const { parentPort } = require('node:worker_threads');
  const desks = new Map();
  parentPort.on('message', (message) => {
    if (message.kind === 'desk') desks.set(message.desk.id, message.desk);
    // The first number counts tasks that are taken.
    if (message.kind === 'pass') { Atomics.add(desks.get(message.desk).tickets, 0, 1); process.exit(1); }
    if (message.kind === 'restarts') { Atomics.compareExchange(message.claims, 3, 0, message.claimant); process.exit(1); }
  });`;

/** The package with threads that run this text. */
function packageWith(text: string): typeof Package {
  let loaded: typeof Package | undefined;
  jest.isolateModules(() => {
    jest.doMock('./bundle', () => ({ bundle: text }));
    loaded = jest.requireActual<typeof Package>('../index');
  });
  if (loaded === undefined) throw new Error('not loaded');
  return loaded;
}

/** A fit with two threads, and the same with one. */
async function both({ fit, joint, runOrThrow }: typeof Package, options: Partial<Package.FitOptions>, rows = table) {
  const strategy = joint({ maxIterations: 3 });
  const run = (threads: number) =>
    runOrThrow(fit(rows, { components: 2, strategy, start: 'rows', ...options, threads }));
  const shared = await run(2);
  return [shared, await run(1)];
}

describe('threads', () => {
  it.each([
    ['do not start', 'this is no JavaScript'],
    ['never answer', ''],
    ['die over a task', takesTaskAndDies],
  ])('that %s leave the work to the calling one', async (_name, text) => {
    const loaded = packageWith(text);
    const [shared, alone] = await both(loaded, {});
    expect(shared).toEqual(alone);
  });

  it('that die over a restart leave it to the calling one', async () => {
    const loaded = packageWith(takesTaskAndDies);
    const slow = loaded.joint({ maxIterations: 150, tolerance: 0 });
    const [shared, alone] = await both(loaded, { restarts: 3, strategy: slow }, table.slice(0, 200));
    expect(shared).toEqual(alone);
  });
});
