import { contentProblems, tarballOf } from './pack.mjs';

const complete = [
  'LICENSE',
  'README.md',
  'package.json',
  'dist/index.js',
  'dist/index.cjs',
  'dist/index.d.ts',
  'dist/index.d.cts',
];

it('knows the name that pnpm gives a tarball', () => {
  expect(tarballOf({ name: '@bcl/em', manifest: { version: '1.2.3' } }, '/out')).toBe('/out/bcl-em-1.2.3.tgz');
});

describe('contentProblems', () => {
  it('accepts the build, maps and data beside the four documents', () => {
    expect(contentProblems([...complete, 'dist/index.js.map', 'data/table.csv', 'native/kernels.cc'])).toEqual([]);
  });

  it('names what is missing', () => {
    expect(contentProblems(complete.slice(2))).toEqual(['LICENSE is missing', 'README.md is missing']);
  });

  it('names sources and tests that slipped in', () => {
    expect(contentProblems([...complete, 'src/index.ts', 'native/kernels.o', 'dist/a.test.js'])).toEqual([
      'src/index.ts does not belong in the package',
      'native/kernels.o does not belong in the package',
      'dist/a.test.js is a test',
    ]);
  });
});
