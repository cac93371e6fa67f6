import { readdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { tiny, withWorkplace } from './app.fixture';

const { start, file } = withWorkplace();

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each([
    [['--data', 'nowhere'], 'train-images-idx3-ubyte.gz was not found'],
    [['--data', '.'], 'train-images-idx3-ubyte.gz was not found'],
    [['--backend', 'abacus'], "--backend is 'abacus': it must be one of auto, native-gpu"],
    [['--patch', '5'], 'patches of 5×5 do not tile a grid of 28×28'],
    [['--width', '30'], 'heads do not share out evenly'],
    [['--preset', 'celeba'], "--preset is 'celeba'"],
    [['--batch', '0'], "--batch is '0'"],
    [['--seeds', '2'], 'start one run for each --seed'],
    [['--objective', 'communicate'], "There is no objective 'communicate'"],
    [['--parameters', '{}'], '--objective naive takes none'],
    [['--from', 'nowhere'], 'Cannot read the file'],
    [['--steps', '0'], 'there is nothing to measure'],
    [['--beside', 'nowhere'], 'Cannot read the summary'],
    [['--classifier', 'nowhere'], 'Cannot read the file'],
    [['--raw', '/dev/null/below'], 'a part of the path is a file'],
    [['--resume', 'nowhere'], 'it has no manifest.json'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await start(['--quick', '--count', '10', ...argv]);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^mnist-gan: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(file())).toEqual([]);
  });

  it('tells a file with other bytes from the real one', async () => {
    writeFileSync(file('train-images-idx3-ubyte.gz'), gzipSync('no image'));
    const { code, stderr } = await start(['--data', '.']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mnist-gan: The content has SHA-256 [^\n]+\n$/);
  });

  it('says when the objective is for densities, not for a discriminator', async () => {
    const { code, stderr } = await start([...tiny, '--objective', 'forwardKL', '--out', 'run']);
    expect(code).toBe(2);
    expect(stderr.split('\n').filter((line) => line.startsWith('mnist-gan: '))).toHaveLength(1);
  });
});
