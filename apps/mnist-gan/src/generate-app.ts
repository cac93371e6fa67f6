import { generateApp } from '@bcl/gan-experiments';
import { shipped } from './digits';

/** Generating, without the process it runs in. */
export const app = generateApp({
  app: 'mnist-gan',
  what: 'digits',
  from: import.meta.url,
  shipped: shipped('mnist.safetensors'),
});
