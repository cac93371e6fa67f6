import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectOf } from './project';

let place: string;
beforeEach(() => (place = realpathSync(mkdtempSync(path.join(tmpdir(), 'lab-project-')))));
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe('projectOf', () => {
  it('is the nearest folder upwards that holds a package.json', () => {
    const deep = path.join(place, 'outer/inner/src/deep');
    mkdirSync(deep, { recursive: true });
    writeFileSync(path.join(place, 'outer/package.json'), '{}');
    expect(projectOf(deep)).toBe(path.join(place, 'outer'));
    writeFileSync(path.join(place, 'outer/inner/package.json'), '{}');
    expect(projectOf(deep)).toBe(path.join(place, 'outer/inner'));
    expect(projectOf(path.join(place, 'outer/inner'))).toBe(path.join(place, 'outer/inner'));
  });

  it('is the folder itself where there is none', () => {
    expect(projectOf(place)).toBe(place);
    expect(projectOf('/')).toBe('/');
  });
});
