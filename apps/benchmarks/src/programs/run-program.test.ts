import { runProgram, type Program } from './run-program';

const node = (code: string, environment?: Record<string, string>): Program => ({
  command: process.execPath,
  arguments: ['-e', code],
  environment,
});
const quiet = new AbortController().signal;

describe('runProgram', () => {
  it('hands the job over and gives the answer back', async () => {
    const code =
      'const job = JSON.parse(process.argv[1]); console.log(JSON.stringify({ sum: job.a + job.b, x: process.env.X }))';
    expect(await runProgram(node(code, { X: 'set' }), { a: 2, b: 3 }, quiet)).toEqual({ sum: 5, x: 'set' });
  });

  it('says in one line why a program failed', async () => {
    const code = "console.error('first'); console.error('no memory'); process.exit(3)";
    await expect(runProgram(node(code), {}, quiet)).rejects.toThrow(/ended with exit status 3: no memory$/);
    await expect(runProgram(node('console.log("half {")'), {}, quiet)).rejects.toThrow("'half {\n', which is not JSON");
    const absent = { command: '/no/such/program', arguments: [] };
    await expect(runProgram(absent, {}, quiet)).rejects.toThrow('ENOENT');
  });

  it('ends a program when the signal comes', async () => {
    const stop = new AbortController();
    const running = runProgram(node('setInterval(() => {}, 1000)'), {}, stop.signal);
    stop.abort();
    await expect(running).rejects.toThrow(/abort/i);
  });
});
