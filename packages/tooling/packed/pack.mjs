/** Packs the public packages as they would be published. */
import path from 'node:path';
import { runCommand } from '../run/command.mjs';
import { pnpm, root } from '../run/workspace.mjs';

/** Where pnpm puts the tarball of `member` in `folder`. */
export const tarballOf = (member, folder) =>
  path.join(folder, `${member.name.replace('@', '').replace('/', '-')}-${member.manifest.version}.tgz`);

/**
 * Writes one tarball for each member into `folder`; `workspace:` versions become real ones on the way.
 *
 * @returns {Promise<import('../run/command.mjs').Finished>}
 */
export function packAll(members, folder) {
  const filters = members.flatMap((member) => ['--filter', member.name]);
  return runCommand([...pnpm(), '--recursive', ...filters, 'pack', '--pack-destination', folder], { cwd: root });
}

/** What is wrong with the files of a tarball: a user gets the build, sources that are compiled where they are used (`native/`), the README and the licence, and nothing else. */
export function contentProblems(files) {
  const wanted = [
    'LICENSE',
    'README.md',
    'package.json',
    'dist/index.js',
    'dist/index.cjs',
    'dist/index.d.ts',
    'dist/index.d.cts',
  ];
  const missing = wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
  const surplus = files
    .filter((file) => !wanted.includes(file) && !/^((dist|data|bin)\/|native\/[^/]+\.(cc|h)$)/.test(file))
    .map((file) => `${file} does not belong in the package`);
  const tests = files.filter((file) => /\.test\./.test(file)).map((file) => `${file} is a test`);
  return [...missing, ...surplus, ...tests];
}
