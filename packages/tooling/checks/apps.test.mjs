import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { complaintProblems, runFolderProblems } from './apps.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-apps-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name, content) => writeFileSync(path.join(folder, name), content);
const writeGood = () => {
  write('manifest.json', '{ "state": "finished" }');
  write('summary.json', '{ "schema": 1, "methods": [{ "name": "bcl" }] }');
  write('report.html', '<!doctype html>');
};

describe('runFolderProblems', () => {
  it('finds nothing wrong with a finished run', () => {
    writeGood();
    expect(runFolderProblems(folder)).toEqual([]);
  });

  it('names each missing file', () => {
    expect(runFolderProblems(folder)).toEqual([
      'manifest.json is missing',
      'summary.json is missing',
      'report.html is missing',
    ]);
  });

  it('reads what the files say', () => {
    writeGood();
    write('manifest.json', '{ "state": "running" }');
    write('summary.json', '{ "schema": 2, "methods": [] }');
    expect(runFolderProblems(folder)).toEqual([
      'manifest.json says "state": "running", not "finished"',
      'summary.json says "schema": 2, not 1',
      'summary.json has no methods',
    ]);
    write('summary.json', '{');
    expect(runFolderProblems(folder).join()).toContain('summary.json is not JSON');
  });
});

describe('complaintProblems', () => {
  it('wants exit status 2 and one line', () => {
    expect(complaintProblems({ status: 2, stderr: 'unknown option --x: try --help\n' })).toEqual([]);
    expect(complaintProblems({ status: 1, stderr: 'Error\n    at main.js:1\n' })).toEqual([
      'exit status 1, not 2',
      '2 lines on standard error, not 1',
    ]);
    expect(complaintProblems({ status: 2, stderr: '' })).toEqual(['0 lines on standard error, not 1']);
  });
});
