/**
 * Who may import whom. The floors are those of docs/architecture.md; packages/tooling/boundaries proves each rule by
 * planting a violation. Paths are matched from the repository root (or from BCL_BOUNDARIES_ROOT, which that proof sets).
 */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const root = process.env.BCL_BOUNDARIES_ROOT || __dirname;

/** Lowest floor first; a package may import only packages of lower floors, never a neighbour on its own. */
const floors = [
  ['errors'],
  ['random'],
  ['linalg'],
  ['masks', 'transforms', 'datasets', 'metrics', 'backend', 'images'],
  ['matching'],
  ['objectives'],
  ['em', 'gan'],
  ['descent', 'distributed'],
];
/** Packages that load TensorFlow.js. */
const networked = ['backend', 'gan'];
/** Packages that stand beside the floors, with all that they may import. */
const annexes = {
  lab: ['errors'],
  tooling: [],
  experiments: [...floors.flat().filter((name) => !networked.includes(name)), 'lab'],
  'gan-experiments': [...floors.flat(), 'lab', 'experiments'],
};
/** Packages that must run in a browser too: nothing of Node in their sources. */
const portable = [
  'errors',
  'random',
  'linalg',
  'masks',
  'transforms',
  'metrics',
  'matching',
  'objectives',
  'em',
  'descent',
];

const below = (name) =>
  floors
    .slice(
      0,
      floors.findIndex((floor) => floor.includes(name)),
    )
    .flat();
const importable = {
  ...Object.fromEntries(floors.flat().map((name) => [name, below(name)])),
  ...annexes,
};
const known = Object.keys(importable);
const anyOf = (names) => `(${names.join('|')})`;

/** Tests, and what only tests use. */
const test = '(\\.(test|fixture)\\.ts$|/fixtures/)';
/** Sources that a reader sees as part of the package `name`; tests are part of it too. */
const sourcesOf = (folder) => `^${folder}/(src/|[^/]+\\.ts$)`;
/** What a build needs of this repository's own tooling. */
const buildConfiguration = '/(tsup\\.config\\.ts|(wasm|threads)/build\\.mjs)$';

const layers = known.map((name) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `@bcl/${name} may import ${importable[name].length ? importable[name].join(', ') : 'no other package'} and nothing above.`,
  from: { path: `^packages/${name}/`, pathNot: buildConfiguration },
  to: { path: '^packages/', pathNot: `^packages/${anyOf([name, ...importable[name]])}/` },
}));

const workspaceFolders = ['packages', 'apps'].flatMap((parent) => {
  const folder = path.join(root, parent);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${parent}/${name}`)
    .filter((candidate) => existsSync(path.join(root, candidate, 'package.json')));
});

/** Workspace packages are found through tsconfig paths, so that what package.json declares is checked here by hand. */
const declared = workspaceFolders.flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const named = (dependencies = {}) =>
    Object.keys(dependencies)
      .filter((name) => name.startsWith('@bcl/'))
      .map((name) => name.slice('@bcl/'.length));
  const own = folder.startsWith('packages/') ? [folder.slice('packages/'.length)] : [];
  const shipped = [...own, ...named(manifest.dependencies), ...named(manifest.peerDependencies)];
  const rule = (name, from, allowed) => ({
    name,
    severity: 'error',
    comment: `${folder} imports a workspace package that its package.json does not declare.`,
    from,
    to: { path: '^packages/', ...(allowed.length ? { pathNot: `^packages/${anyOf(allowed)}/` } : {}) },
  });
  const label = folder.replace('/', '-');
  return [
    rule(`undeclared-${label}`, { path: `^${folder}/src/`, pathNot: test }, shipped),
    rule(`undeclared-${label}-tests`, { path: `^${folder}/src/.*${test}` }, [
      ...shipped,
      ...named(manifest.devDependencies),
    ]),
  ];
});

module.exports = {
  forbidden: [
    ...layers,
    ...declared,
    {
      name: 'unlisted-package',
      severity: 'error',
      comment: 'A new package is given its floor in this file first.',
      from: { path: '^packages/', pathNot: `^packages/${anyOf(known)}/` },
      to: {},
    },
    {
      name: 'nobody-imports-apps',
      severity: 'error',
      comment: 'What two parties need is a package.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-apps',
      severity: 'error',
      comment: 'What two apps need is a package.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-deep-imports',
      severity: 'error',
      comment: "Another package is known by its name only: '@bcl/linalg', never a file inside its src or dist.",
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/(src|dist)/',
        pathNot: ['^$1/$2/', '^packages/[^/]+/src/(testing/)?index\\.ts$'],
      },
    },
    {
      name: 'no-relative-imports-across-packages',
      severity: 'error',
      comment: "Another package is known by its name only: '@bcl/linalg', never '../../linalg/src'.",
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^(packages|apps)/', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      // A step that is a type only vanishes when compiled, and may close a circle.
      comment: 'Two files that need each other to run are one idea, or hide a third.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The imported module cannot be found: not declared, not installed, or not exported by its package.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies',
      severity: 'error',
      comment: 'A package ships code that imports a module which is not among its dependencies.',
      from: { path: sourcesOf('(packages|apps)/[^/]+'), pathNot: [test, '\\.config\\.ts$'] },
      // What the root declares for tests counts as npm-dev; what the package declares itself is npm as well.
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
      },
    },
    {
      name: 'declared-test-dependencies',
      severity: 'error',
      comment: 'A test imports a module that no package.json above it names.',
      from: { path: test },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'tensorflow-only-in-backend',
      severity: 'error',
      comment:
        'One package touches TensorFlow.js, so that a process holds one instance of it and others install without it.',
      from: { pathNot: '^packages/backend/' },
      to: { path: '(^|/)@tensorflow/' },
    },
    {
      name: 'experiments-without-tensorflow',
      severity: 'error',
      comment: 'Apps without a network start and build without TensorFlow.js; what trains one is in gan-experiments.',
      from: { path: '^packages/experiments/src/' },
      to: { path: `^packages/${anyOf(networked)}/`, reachable: true },
    },
    {
      name: 'portable-sources',
      severity: 'error',
      comment: 'This package runs in browsers too: its sources import nothing of Node.',
      from: { path: `^packages/${anyOf(portable)}/src/`, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      comment: 'What is written for tests is not shipped.',
      from: { pathNot: test },
      to: { path: test },
    },
  ],
  options: {
    baseDir: root,
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/runs/', '/coverage/'] },
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(root, 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
