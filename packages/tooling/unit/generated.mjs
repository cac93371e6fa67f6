/** Before the unit tests: what a build makes of sources, and the tests import, must be there and be of these sources. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run/workspace.mjs';

const compiled = [
  'packages/linalg/src/wasm/binary.ts',
  'packages/backend/src/wasm/binary.ts',
  'packages/backend/src/wasm/relaxed-binary.ts',
  'packages/em/src/expectation/wasm/binary.ts',
  'packages/em/src/expectation/low-rank/binary.ts',
];

export default function prepareGenerated() {
  const missing = missingOf(compiled);
  if (missing.length > 0) throw new Error(whatToDo(missing));
  // Tests run against sources, and threads against a text that is made of them: an old one would fail in puzzling ways.
  execFileSync(process.execPath, [path.join(root, 'packages/em/threads/build.mjs')]);
}

/** Those of the files that are not there; paths from `from`. */
export const missingOf = (files, from = root) => files.filter((file) => !existsSync(path.join(from, file)));

/** What to tell somebody without these files. */
export const whatToDo = (missing) =>
  `${missing.join(', ')}: not made yet. Run \`pnpm build\` first (or \`pnpm test\`, which does).`;
