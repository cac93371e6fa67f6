/** Programs beside Node that tests start for themselves: a redis-server. Installed where that is possible, never started as a service. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';

export const name = 'services';

export async function run() {
  const found = createOutcome();
  await provideRedis(found, {
    command: runCommand,
    isRoot: process.getuid?.() === 0,
    say: (line) => process.stdout.write(`      ${line}\n`),
    withoutServices,
  });
  return found.outcome;
}

/**
 * Sees to it that there is a redis-server: one check where there is, a skip with the reason where there cannot be one. The tests that
 * need it then skip themselves.
 */
export async function provideRedis(found, { command, isRoot, say, withoutServices }) {
  const works = async (...words) => (await command(words, { timeoutSeconds: 60 })).status === 0;
  const skip = (why) => found.skip('redis-server', `${why}; the tests of the queue are skipped`);
  if (await works('redis-server', '--version')) return found.pass();
  if (!(await works('apt-get', '--version')))
    return skip('it is not installed, and there is no apt-get to install it with');
  if (!isRoot) return skip('it is not installed, and only root may install it: apt-get install redis-server');
  say('redis-server is not there: apt-get install -y --no-install-recommends redis-server');
  const install = () =>
    command(['apt-get', 'install', '-y', '--no-install-recommends', 'redis-server'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      timeoutSeconds: 300,
    });
  await withoutServices(async () => {
    if ((await install()).status === 0) return;
    // A machine that was never used has no lists of packages yet.
    await command(['apt-get', 'update'], { timeoutSeconds: 300 });
    await install();
  });
  if (await works('redis-server', '--version')) found.pass();
  else skip('it is not installed, and apt-get could not install it');
}

/** Debian asks this file whether the service of a package that was just installed may be started; 101 says no. */
async function withoutServices(action) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return action();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await action();
  } finally {
    rmSync(policy, { force: true });
  }
}
