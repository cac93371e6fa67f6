import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runOrThrow } from '@bcl/errors';
import { createRunFolder, type RunFolder } from '../run/folder';
import type { ReportContent } from './content';
import { escapeHtml, paragraphs, tableHtml } from './html';
import { rebuildReport, writeReport } from './write';

let directory: string;
let folder: RunFolder;
beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lab-report-'));
  folder = await runOrThrow(
    createRunFolder(path.join(directory, 'run'), {
      schema: 1,
      app: 'toy',
      command: 'pnpm start --data "<x>"',
      options: { iterations: 3 },
      seeds: [0, 1],
      versions: { node: '20.0.0' },
      platform: { system: 'Linux' },
      data: [{ path: 'glass.csv', bytes: 1234, sha256: 'abc123' }],
      state: 'running',
      started: '2026-01-02T03:04:05.678Z',
      resumed: [],
    }),
  );
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const content: ReportContent = {
  title: 'EM & <script>alert(1)</script>',
  claim: 'It is better.',
  result: 'It is, by `a < b`.\n\nIn all seeds.',
  sections: [
    {
      heading: 'Scores',
      table: { kind: 'summary', metrics: [{ name: 'KL', better: 'lower', digits: 2 }] },
      figures: ['figures/kl.svg', 'figures/dot.png', 'figures/gone.svg', '../../secret.svg'],
    },
    {
      heading: 'Cells',
      table: { kind: 'table', table: { columns: [{ header: 'a<b' }], rows: [[{ text: '1 & 2' }]] } },
    },
  ],
};

async function write() {
  const methods = ['EM', 'bcl'].map((name, i) => ({ name, metrics: { KL: [1 - i, 2 - i] }, seconds: [1, 1] }));
  await folder.writeSummary({ schema: 1, app: 'toy', seeds: [0, 1], methods });
  await folder.writeFigure('kl.svg', '<svg id="the-figure"></svg>');
  await folder.writeFigure('dot.png', Uint8Array.of(1, 2, 3));
  writeFileSync(path.join(directory, 'secret.svg'), 'a secret');
  return readFileSync(await runOrThrow(writeReport(folder, content)), 'utf8');
}

describe('writeReport', () => {
  it('writes one page with the claim, the result, tables, figures, command, data and environment', async () => {
    const html = await write();
    for (const part of [
      'What the paper claims',
      '<p>It is better.</p>',
      '<p>In all seeds.</p>',
      '<strong>0.50 ± 0.71</strong>',
      "Every seed's value",
      '<figure><svg id="the-figure"></svg></figure>',
      'src="data:image/png;base64,AQID"',
      'The figure figures/gone.svg is not in the run folder.',
      'pnpm start --data &#34;&#60;x&#62;&#34;',
      '1,234',
      'abc123',
      '20.0.0',
      'seeds 0 to 1',
    ]) {
      expect(html).toContain(part);
    }
  });

  it('escapes all text and needs nothing from outside', async () => {
    const html = await write();
    expect(html).not.toContain('<script');
    expect(html).toContain('<title>EM &#38; &#60;script&#62;');
    expect(html).toContain('<code>a &#60; b</code>');
    expect(html).toContain('a&#60;b');
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(html).not.toContain('a secret');
    const opened = html.match(/<(table|figure|div|details|pre|p|h2)\b/g)?.length;
    expect(html.match(/<\/(table|figure|div|details|pre|p|h2)>/g)).toHaveLength(opened ?? 0);
  });

  it('is rebuilt from the files alone, the same as before', async () => {
    const html = await write();
    rmSync(path.join(folder.path, 'report.html'));
    const file = await runOrThrow(rebuildReport(folder.path));
    expect(file).toBe(path.join(folder.path, 'report.html'));
    expect(readFileSync(file, 'utf8')).toBe(html);
  });

  it('says how a run ended that did not finish', async () => {
    await write();
    await folder.close('failed', new Date('2026-01-02T03:05:05.678Z'), 'It <broke>');
    const html = readFileSync(await runOrThrow(rebuildReport(folder.path)), 'utf8');
    expect(html).toContain('This run failed: It &#60;broke&#62;');
    expect(html).toContain('1:00 from start to end');
  });

  it('says so when there is no summary yet', async () => {
    const html = readFileSync(await runOrThrow(writeReport(folder, content)), 'utf8');
    expect(html).toContain('no seed is finished');
  });

  it.each(['{', '{}', '{"title": "a", "sections": [{"heading": "b", "table": {"kind": "table", "table": {}}}]}'])(
    'refuses a report.json that is %s',
    async (text) => {
      writeFileSync(path.join(folder.path, 'report.json'), text);
      expect(await rebuildReport(folder.path)()).toMatchObject({ left: { _tag: 'NoReport' } });
    },
  );

  it('refuses a folder that is no run folder', async () => {
    expect(await rebuildReport(directory)()).toMatchObject({ left: { _tag: 'NoRunFolder' } });
  });
});

describe('html', () => {
  it('escapes what could end a text or an attribute', () => {
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe('&#60;a b=&#34;c&#34; d=&#39;e&#39;&#62;&#38;');
    expect(paragraphs(' \n\n ')).toBe('');
  });

  it('aligns columns and marks the best', () => {
    const html = tableHtml({
      columns: [{ header: 'm' }, { header: 'KL', align: 'right' }],
      rows: [[{ text: 'EM' }, { text: '1', best: true }]],
      notes: ['n'],
    });
    expect(html).toContain('<th scope="col" class="number">KL</th>');
    expect(html).toContain('<td>EM</td><td class="number"><strong>1</strong></td>');
    expect(html).toContain('<p class="note">n</p>');
  });
});
