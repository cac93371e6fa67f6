/** Each rule of .dependency-cruiser.cjs is proved by a violation planted in a small workspace of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, tool } from '../run/workspace.mjs';

/** The workspace before any violation: each package may import what it declares. */
const dependencies = {
  'packages/errors': { 'from-registry': '1.0.0' },
  'packages/random': {},
  'packages/linalg': { '@bcl/errors': 'workspace:*', '@bcl/random': 'workspace:*' },
  'packages/masks': { '@bcl/random': 'workspace:*' },
  'packages/transforms': { '@bcl/linalg': 'workspace:*', '@bcl/masks': 'workspace:*' },
  'packages/matching': { '@bcl/masks': 'workspace:*' },
  'packages/em': { '@bcl/matching': 'workspace:*', '@bcl/linalg': 'workspace:*' },
  'packages/lab': { '@bcl/errors': 'workspace:*', '@bcl/random': 'workspace:*' },
  'packages/experiments': { '@bcl/em': 'workspace:*', '@bcl/lab': 'workspace:*' },
  'packages/backend': { '@tensorflow/tfjs': '1.0.0' },
  'packages/gan-experiments': { '@bcl/backend': 'workspace:*', '@bcl/experiments': 'workspace:*' },
  'apps/one': { '@bcl/em': 'workspace:*', '@bcl/lab': 'workspace:*' },
  'apps/two': {},
};
const devDependencies = { 'packages/linalg': { '@bcl/errors': 'workspace:*', 'dev-only': '1.0.0' } };

const clean = {
  'packages/errors/src/index.ts': "import { named } from 'from-registry';\nexport const failure = named;",
  'packages/random/src/index.ts': "export { key } from './key';",
  'packages/random/src/key.ts': 'export const key = 1;',
  'packages/linalg/src/index.ts':
    "import { failure } from '@bcl/errors';\nimport { key } from '@bcl/random';\nexport const matrix = [key, failure];",
  'packages/linalg/src/index.test.ts':
    "import { dev } from 'dev-only';\nimport { readFileSync } from 'node:fs';\nimport { matrix } from './index';\nexport const all = [dev, readFileSync, matrix];",
  'packages/linalg/src/fixtures/dev.ts': "export { dev } from 'dev-only';",
  'packages/masks/src/index.ts': "import { key } from '@bcl/random';\nexport const task = key;",
  'packages/transforms/src/index.ts': "import { matrix } from '@bcl/linalg';\nexport const rotation = matrix;",
  'packages/matching/src/index.ts': "import { task } from '@bcl/masks';\nexport const matching = task;",
  'packages/em/src/index.ts': "import { matching } from '@bcl/matching';\nexport const fit = matching;",
  'packages/lab/src/index.ts':
    "import { failure } from '@bcl/errors';\nimport { readFileSync } from 'node:fs';\nexport const report = [failure, readFileSync];",
  'packages/experiments/src/index.ts':
    "import { fit } from '@bcl/em';\nimport { report } from '@bcl/lab';\nexport const experiment = [fit, report];",
  'packages/backend/src/index.ts': "import { named } from '@tensorflow/tfjs';\nexport const tensor = named;",
  'packages/gan-experiments/src/index.ts':
    "import { tensor } from '@bcl/backend';\nimport { experiment } from '@bcl/experiments';\nexport const trained = [tensor, experiment];",
  'apps/one/src/main.ts':
    "import { fit } from '@bcl/em';\nimport { report } from '@bcl/lab';\nexport const main = [fit, report];",
  'apps/two/src/main.ts': 'export const main = 2;',
};

/** Rule broken, file that breaks it, its whole text. */
const violations = [
  ['layer-random', 'packages/random/src/up.ts', "export { matrix } from '@bcl/linalg';"],
  ['layer-masks', 'packages/masks/src/beside.ts', "export type { rotation } from '@bcl/transforms';"],
  ['layer-transforms', 'packages/transforms/src/beside.ts', "export { task } from '@bcl/masks';"],
  ['layer-matching', 'packages/matching/src/up.ts', "export { fit } from '@bcl/em';"],
  ['layer-lab', 'packages/lab/src/model.ts', "export { key } from '@bcl/random';"],
  ['layer-em', 'packages/em/src/experiment.ts', "export { experiment } from '@bcl/experiments';"],
  ['layer-experiments', 'packages/experiments/src/network.ts', "export { tensor } from '@bcl/backend';"],
  ['layer-experiments', 'packages/experiments/src/up.ts', "export { trained } from '@bcl/gan-experiments';"],
  ['layer-linalg', 'packages/linalg/src/up.test.ts', "import { fit } from '@bcl/em';\nexport const up = fit;"],
  ['undeclared-packages-matching', 'packages/matching/src/hidden.ts', "export { key } from '@bcl/random';"],
  ['undeclared-packages-masks-tests', 'packages/masks/src/hidden.test.ts', "export { matrix } from '@bcl/linalg';"],
  ['undeclared-apps-two', 'apps/two/src/hidden.ts', "export { fit } from '@bcl/em';"],
  ['unlisted-package', 'packages/surprise/src/index.ts', "export { key } from '@bcl/random';"],
  ['nobody-imports-apps', 'packages/em/src/app.ts', "export { main } from '../../../apps/one/src/main';"],
  ['apps-do-not-import-apps', 'apps/two/src/neighbour.ts', "export { main } from '../../one/src/main';"],
  ['no-deep-imports', 'packages/linalg/src/deep.ts', "export { key } from '../../random/src/key';"],
  ['no-deep-imports', 'packages/linalg/src/built.ts', "export { key } from '../../random/dist/index.js';"],
  ['no-relative-imports-across-packages', 'packages/linalg/src/near.ts', "export { key } from '../../random/src';"],
  ['resolvable', 'packages/linalg/src/alias.ts', "export { key } from '@bcl/random/src/key';"],
  ['resolvable', 'packages/linalg/src/absent.ts', "export { gone } from './gone';"],
  ['declared-dependencies', 'packages/random/src/borrowed.ts', "export { named } from 'from-registry';"],
  ['declared-dependencies', 'packages/linalg/src/shipped.ts', "export { dev } from 'dev-only';"],
  ['declared-test-dependencies', 'packages/random/src/borrowed.test.ts', "export { named } from 'from-registry';"],
  ['tensorflow-only-in-backend', 'packages/em/src/tensor.ts', "export { named } from '@tensorflow/tfjs';"],
  ['tensorflow-only-in-backend', 'apps/two/src/tensor.ts', "export type { named } from '@tensorflow/tfjs';"],
  [
    'experiments-without-tensorflow',
    'packages/experiments/src/reached.ts',
    "export { tensor } from '../../matching/src/tensor';",
  ],
  ['portable-sources', 'packages/em/src/file.ts', "export { readFileSync } from 'node:fs';"],
  ['sources-do-not-import-tests', 'packages/linalg/src/tested.ts', "export { all } from './index.test';"],
  ['sources-do-not-import-tests', 'packages/linalg/src/fixed.ts', "export { dev } from './fixtures/dev';"],
];
/** Allowed by the floors, and forbidden to whom it reaches TensorFlow.js for. */
const bridge = { 'packages/matching/src/tensor.ts': "export { tensor } from '@bcl/backend';" };
const cycle = {
  'packages/random/src/round.ts': "import { trip } from './trip';\nexport const round = () => trip;",
  'packages/random/src/trip.ts': "import { round } from './round';\nexport const trip = () => round;",
};
/** A circle that only types close is no circle when the code runs. */
const typeCycle = {
  'packages/masks/src/shape.ts':
    "import { check } from './check';\nexport interface Shape {}\nexport const shape = check;",
  'packages/masks/src/check.ts': "import type { Shape } from './shape';\nexport const check = (shape: Shape) => shape;",
};

// Each run of dependency-cruiser takes seconds, more on a busy machine.
jest.setTimeout(60_000);

let folder;
let broken;

function write(file, text) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), `${text}\n`);
}

/** The rules broken in the workspace as it lies in the folder, as `rule file`. */
function brokenRules() {
  const command = ['packages', 'apps', '--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(tool('depcruise'), command, {
    cwd: folder,
    env: { ...process.env, BCL_BOUNDARIES_ROOT: folder },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bcl-boundaries-'));
  write('package.json', '{ "name": "root", "private": true, "devDependencies": {} }');
  write(
    'tsconfig.json',
    '{ "compilerOptions": { "baseUrl": ".", "paths": { "@bcl/*": ["./packages/*/src/index.ts"] } } }',
  );
  for (const module of ['from-registry', 'dev-only', '@tensorflow/tfjs']) {
    write(`node_modules/${module}/package.json`, JSON.stringify({ name: module, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${module}/index.js`, 'exports.named = 1;');
  }
  for (const [member, declared] of Object.entries(dependencies)) {
    const manifest = {
      name: member,
      version: '1.0.0',
      dependencies: declared,
      devDependencies: devDependencies[member],
    };
    write(`${member}/package.json`, JSON.stringify(manifest));
  }
  for (const [file, text] of Object.entries(clean)) write(file, text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a clean workspace', () => {
  it('breaks no rule', () => {
    expect(brokenRules()).toEqual([]);
  });
});

describe('a planted violation', () => {
  beforeAll(() => {
    write('packages/random/dist/index.js', 'export const key = 1;');
    write('packages/surprise/package.json', '{ "name": "surprise", "dependencies": { "@bcl/random": "workspace:*" } }');
    for (const [, file, text] of violations) write(file, text);
    for (const [file, text] of Object.entries({ ...bridge, ...cycle, ...typeCycle })) write(file, text);
    broken = brokenRules();
  });

  it.each(violations)('of %s in %s is caught', (rule, file) => {
    expect(broken).toContain(`${rule} ${file}`);
  });

  it('of no-cycles is caught, unless types close the circle', () => {
    const accused = broken.filter((found) => found.startsWith('no-cycles ')).map((found) => found.split(' ')[1]);
    expect(accused).toContain('packages/random/src/round.ts');
    for (const file of Object.keys(typeCycle)) expect(accused).not.toContain(file);
  });

  it('leaves clean files unaccused', () => {
    const accused = new Set(broken.map((found) => found.split(' ')[1]));
    for (const file of Object.keys(clean)) expect(accused).not.toContain(file);
  });
});
