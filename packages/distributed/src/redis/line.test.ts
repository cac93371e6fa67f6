import { spawnSync } from 'node:child_process';
import { bundlePrograms } from './faults/processes.fixture';
import { describeWithRedis } from '../testing/redis-server';

jest.setTimeout(30_000);

describeWithRedis('a process whose Redis is gone', () => {
  it('ends when its executor is closed: no connection is left that tries again', () => {
    const programs = bundlePrograms();
    try {
      const ended = spawnSync(process.execPath, [programs.orphans], { encoding: 'utf8', timeout: 20_000 });
      expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
      expect(ended.stdout).toMatch(/^closed: Unavailable, Unavailable\n$/);
    } finally {
      programs.remove();
    }
  });
});
