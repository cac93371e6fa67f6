/** One configuration for the whole repository: tests sit beside their files and run against sources, not builds. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/packages', '<rootDir>/apps'],
  testMatch: ['**/src/**/*.test.ts', '<rootDir>/packages/tooling/**/*.test.mjs'],
  // A machine that does other work too takes some seconds for what is done in some tenths of one.
  testTimeout: 30_000,
  globalSetup: '<rootDir>/packages/tooling/unit/generated.mjs',
  setupFiles: ['<rootDir>/packages/tooling/unit/fast-check.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
  moduleNameMapper: {
    '^@bcl/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@bcl/([a-z-]+)/([a-z]+)$': '<rootDir>/packages/$1/src/$2/index.ts',
  },
  transform: {
    '\\.(ts|js|mjs)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Observable Plot and what it stands on are published as ES modules only.
  transformIgnorePatterns: [
    '/node_modules/\\.pnpm/(?!(@observablehq|d3|internmap|delaunator|robust-predicates|interval-tree|isoformat|binary-search-bounds))',
  ],
};
