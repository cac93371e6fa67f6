import { completeOptions, completePictures } from '@bcl/experiments';
import { defineApp } from '@bcl/lab';
import { dataDescription, digitOptions, readDigits, shipped } from './digits';

/** How a user starts the training. */
export const start = 'pnpm --filter apps/mnist-gan start';

/** Completing, without the process it runs in. */
export const app = defineApp({
  name: 'mnist-gan-complete',
  description: 'Completes digits from a part of them.',
  from: import.meta.url,
  command: 'pnpm --filter apps/mnist-gan complete',
  seeds: { count: 1 },
  data: dataDescription,
  options: { ...digitOptions, ...completeOptions },
  run: (context) => {
    const { options } = context;
    const model = shipped('mnist.safetensors');
    return completePictures(
      context,
      {
        start,
        ...(model && { shipped: model }),
        pictures: async ({ height }) => {
          const { download } = options;
          const { test, remarks } = await readDigits({ ...context, download, count: 0, size: height });
          return { set: test, remarks };
        },
      },
      process.env.INIT_CWD ?? process.cwd(),
    );
  },
});
