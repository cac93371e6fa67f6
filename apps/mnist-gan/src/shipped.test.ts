import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { withWorkplace } from './app.fixture';
import { app as completeApp } from './complete-app';
import { shipped } from './digits';
import { app as generateApp } from './generate-app';

const { type, file } = withWorkplace();

describe('the model that ships', () => {
  it.each([
    ['completes', completeApp, 'completions.png'],
    ['generates', generateApp, 'generated.png'],
  ])('%s at once', async (_, app, figure) => {
    const { code, stdout } = await type(app, ['--quick', '--backend', 'wasm', '--out', 'run']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Model: .*mnist\.safetensors, 28,000 steps/) as string]);
    expect(statSync(file(`run/figures/${figure}`)).size).toBeGreaterThan(1000);
  });

  it('is small, and says what made it', () => {
    const files = ['mnist.safetensors', 'classifier.bin', 'manifest.json'].map((name) => shipped(name) ?? '');
    expect(files.map((name) => path.basename(name))).toEqual(['mnist.safetensors', 'classifier.bin', 'manifest.json']);
    expect(files.reduce((sum, name) => sum + statSync(name).size, 0)).toBeLessThan(5e6);
    const made = JSON.parse(readFileSync(files[2], 'utf8')) as Record<string, { command: string }>;
    for (const run of ['warmStart', 'training', 'continuation', 'classifier'])
      expect(made[run].command).toContain('pnpm --filter apps/mnist-gan start');
  });
});
