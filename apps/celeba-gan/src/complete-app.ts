import { completeOptions, completePictures } from '@bcl/experiments';
import { defineApp } from '@bcl/lab';
import { dataDescription, faceOptions, readOwnFaces } from './faces';

/** How a user starts the training. */
export const start = 'pnpm --filter apps/celeba-gan start';

/** Completing, without the process it runs in. */
export const app = defineApp({
  name: 'celeba-gan-complete',
  description: 'Completes faces from a part of them.',
  from: import.meta.url,
  command: 'pnpm --filter apps/celeba-gan complete',
  seeds: { count: 1 },
  data: dataDescription,
  options: { ...faceOptions, ...completeOptions },
  run: (context) => {
    const { attributes } = context.options;
    return completePictures(
      context,
      {
        start,
        pictures: async ({ height }) => {
          const { test, remarks } = await readOwnFaces({ ...context, attributes, heldOutOnly: true, size: height });
          return { set: test, remarks };
        },
      },
      process.env.INIT_CWD ?? process.cwd(),
    );
  },
});
