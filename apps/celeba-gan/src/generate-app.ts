import { generateOptions, generatePictures } from '@bcl/experiments';
import { defineApp } from '@bcl/lab';
import { start } from './complete-app';

/** Generating, without the process it runs in. */
export const app = defineApp({
  name: 'celeba-gan-generate',
  description: 'Generates faces from nothing.',
  from: import.meta.url,
  command: 'pnpm --filter apps/celeba-gan generate',
  seeds: { count: 1 },
  options: generateOptions,
  run: (context) => generatePictures(context, { start }),
});
