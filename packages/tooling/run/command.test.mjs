import { mapConcurrently, runCommand } from './command.mjs';

const node = (script, options) => runCommand([process.execPath, '-e', script], options);

describe('runCommand', () => {
  it('keeps the exit status and both streams', async () => {
    const finished = await node("console.log('out'); console.error('err'); process.exitCode = 7");
    expect(finished).toMatchObject({ status: 7, stdout: 'out\n', stderr: 'err\n', timedOut: false });
    expect(finished.output).toContain('out');
    expect(finished.output).toContain('err');
  });

  it('gives the child no standard input to wait for', async () => {
    const finished = await node("process.stdin.on('end', () => console.log('ended')).resume()");
    expect(finished.stdout).toBe('ended\n');
  });

  it('stops a child that does not end, and says so', async () => {
    const finished = await node('setInterval(() => {}, 1000)', { timeoutSeconds: 0.5 });
    expect(finished).toMatchObject({ status: 1, timedOut: true });
    expect(finished.output).toContain('Stopped after 0.5 s');
  });

  it('reports a program that does not exist as a failure, not as an exception', async () => {
    const finished = await runCommand(['no-such-program-anywhere']);
    expect(finished.status).toBe(1);
    expect(finished.output).toContain('could not be started');
  });
});

describe('mapConcurrently', () => {
  it('keeps the order and the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await mapConcurrently([30, 10, 20, 1], 2, async (milliseconds) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      running -= 1;
      return milliseconds * 2;
    });
    expect(results).toEqual([60, 20, 40, 2]);
    expect(most).toBe(2);
  });
});
