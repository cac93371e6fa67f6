import { completeOptions, completePictures, pictureCommand, startOfApp } from '@bcl/gan-experiments';
import { defineApp } from '@bcl/lab';
import { dataDescription, faceOptions, readOwnFaces } from './faces';

/** Completing, without the process it runs in. */
export const app = defineApp({
  ...pictureCommand('celeba-gan', 'complete', 'Completes faces from a part of them.'),
  from: import.meta.url,
  data: dataDescription,
  options: { ...faceOptions, ...completeOptions },
  run: (context) => {
    const { attributes } = context.options;
    return completePictures(
      context,
      {
        start: startOfApp('celeba-gan'),
        pictures: async ({ height }) => {
          const { test, remarks } = await readOwnFaces({ ...context, attributes, heldOutOnly: true, size: height });
          return { set: test, remarks };
        },
      },
      process.env.INIT_CWD ?? process.cwd(),
    );
  },
});
