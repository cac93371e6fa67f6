import { startProgress } from './progress';

function world(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  const progress = startProgress({ total: 10, unit: 'fits', stream, clock: () => time });
  return { written, progress, wait: (ms: number) => (time += ms) };
}

describe('startProgress in a log', () => {
  it('writes the first line, then one every five seconds at most, and the last', () => {
    const { written, progress, wait } = world(false);
    for (let i = 0; i < 10; i++) {
      progress.update({ done: i });
      wait(1000);
    }
    progress.update({ done: 10 });
    progress.finish('done');
    expect(written).toEqual([
      '  0 %  0/10 fits\n',
      ' 50 %  5/10 fits · 0:05 · 1 fits/s, 0:05 left\n',
      '100 %  10/10 fits · 0:10\n',
      '100 %  10/10 fits · 0:10 · done\n',
    ]);
  });

  it('does not write the same line twice, nor anything after the end', () => {
    const { written, progress } = world(false);
    progress.update({ done: 10 });
    progress.finish();
    progress.update({ done: 10 });
    progress.finish();
    expect(written).toEqual(['100 %  10/10 fits\n']);
  });

  it('lets others write in between without a word', () => {
    const { written, progress } = world(false);
    progress.update({ done: 1 });
    progress.aside(() => written.push('hello\n'));
    expect(written).toEqual([' 10 %  1/10 fits\n', 'hello\n']);
  });
});

describe('startProgress on a terminal', () => {
  it('redraws one line in place, ten times a second at most', () => {
    const { written, progress, wait } = world(true);
    for (let i = 0; i <= 20; i++) {
      progress.update({ done: i / 2 });
      wait(50);
    }
    expect(written).toHaveLength(11);
    for (const text of written) expect(text).toMatch(/^\r[^\n\r]*\u001b\[K$/);
    progress.finish();
    expect(written.at(-1)).toBe('\n');
  });

  it.each([0, undefined])('takes 80 columns where the terminal says %s', (columns) => {
    const written: string[] = [];
    const stream = { isTTY: true, columns, write: (text: string) => written.push(text) };
    const progress = startProgress({ total: 10, unit: 'fits', stream, clock: () => 0 });
    progress.update({ done: 1, label: 'x'.repeat(100) });
    expect([...written[0].replace('\r', '').replace('\u001b[K', '')]).toHaveLength(79);
  });

  it('keeps the last label and figures until others come', () => {
    const { written, progress, wait } = world(true);
    progress.update({ done: 1, label: 'a', figures: { KL: 1 } });
    wait(200);
    progress.update({ done: 2 });
    expect(written.at(-1)).toContain('a · KL 1');
  });

  it('clears its line for others and draws it again', () => {
    const { written, progress } = world(true);
    progress.update({ done: 1 });
    progress.aside(() => written.push('hello\n'));
    expect(written.slice(1)).toEqual(['\r\u001b[K', 'hello\n', expect.stringContaining('1/10')]);
  });
});
