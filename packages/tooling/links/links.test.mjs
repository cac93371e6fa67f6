import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brokenLinks, linksOf } from './links.mjs';

let folder;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-links-test-'));
  mkdirSync(path.join(folder, 'docs'));
  writeFileSync(
    path.join(folder, 'docs/guide.md'),
    '# The guide\n## What it is, exactly\n## The `fit` call\n## Twice\n## Twice\n```sh\n# no heading\n```\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function broken(...lines) {
  const file = path.join(folder, 'README.md');
  writeFileSync(file, `# Title\n${lines.join('\n')}\n`);
  return brokenLinks(file);
}

describe('linksOf', () => {
  it('finds links with their lines, and none in code', () => {
    const text = '[a](one.md) and [b](two.md "title")\n`[c](three.md)`\n```ts\n[d](four.md)\n```\n![e](<five.png>)';
    expect(linksOf(text)).toEqual([
      { line: 1, target: 'one.md' },
      { line: 1, target: 'two.md' },
      { line: 6, target: 'five.png' },
    ]);
  });
});

describe('brokenLinks', () => {
  it('accepts files, folders, headings and the network', () => {
    expect(
      broken(
        '[a](docs/guide.md) [b](docs) [c](./docs/guide.md#what-it-is-exactly) [d](#title)',
        '[e](https://example.org/nowhere) [f](docs/guide.md#the-fit-call) [g](docs/guide.md#twice-1)',
      ),
    ).toEqual([]);
  });

  it('names a missing file and a missing heading by line', () => {
    expect(broken('', '[a](docs/gone.md)', '[b](docs/guide.md#no-heading)', '[c](#nowhere)')).toEqual([
      { line: 3, message: 'the link to docs/gone.md leads to no file' },
      { line: 4, message: 'the link to docs/guide.md#no-heading leads to no heading' },
      { line: 5, message: 'the link to #nowhere leads to no heading' },
    ]);
  });
});
