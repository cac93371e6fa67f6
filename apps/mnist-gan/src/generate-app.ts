import { generateOptions, generatePictures } from '@bcl/experiments';
import { defineApp } from '@bcl/lab';
import { start } from './complete-app';
import { shipped } from './digits';

/** Generating, without the process it runs in. */
export const app = defineApp({
  name: 'mnist-gan-generate',
  description: 'Generates digits from nothing.',
  from: import.meta.url,
  command: 'pnpm --filter apps/mnist-gan generate',
  seeds: { count: 1 },
  options: generateOptions,
  run: (context) => {
    const model = shipped('mnist.safetensors');
    return generatePictures(context, { start, ...(model && { shipped: model }) });
  },
});
