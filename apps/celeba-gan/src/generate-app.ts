import { generateApp } from '@bcl/gan-experiments';

/** Generating, without the process it runs in. */
export const app = generateApp({
  app: 'celeba-gan',
  what: 'faces',
  from: import.meta.url,
});
