import tseslint from 'typescript-eslint';

/** The one way fp-ts may be imported: directory imports of it die in native ES modules. */
const fpTsImports = {
  patterns: [
    {
      regex: '^fp-ts(?!/lib/[A-Za-z]+\\.js$)',
      message: "Import fp-ts modules as 'fp-ts/lib/Either.js': every other form fails in ESM or CJS.",
    },
  ],
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/runs/**', '**/node_modules/**', '**/.turbo/**', '**/coverage/**', '**/.cache/**'] },
  {
    files: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'docs/examples/*/src/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    // The root configuration maps @bcl/* to sources, so that linting needs no build.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-imports': ['error', fpTsImports],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Packages are pure: only the lab and the apps may look at the clock, the environment or chance.
    files: ['packages/*/src/**/*.ts', 'docs/examples/*/src/**/*.ts'],
    ignores: ['packages/lab/**', '**/*.test.ts', '**/*.fixture.ts', '**/fixtures/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from a key of @bcl/random.' },
        { object: 'Date', property: 'now', message: 'Packages do not read the clock: take the time as an argument.' },
        {
          object: 'process',
          property: 'env',
          message: 'Packages do not read the environment: take a value as an argument.',
        },
      ],
      'no-restricted-globals': ['error', { name: 'performance', message: 'Packages do not read the clock.' }],
    },
  },
);
