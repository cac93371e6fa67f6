import { completeOptions, completePictures, pictureCommand, startOfApp } from '@bcl/gan-experiments';
import { defineApp } from '@bcl/lab';
import { dataDescription, digitOptions, readDigits, shipped } from './digits';

/** Completing, without the process it runs in. */
export const app = defineApp({
  ...pictureCommand('mnist-gan', 'complete', 'Completes digits from a part of them.'),
  from: import.meta.url,
  data: dataDescription,
  options: { ...digitOptions, ...completeOptions },
  run: (context) => {
    const { options } = context;
    const model = shipped('mnist.safetensors');
    return completePictures(
      context,
      {
        start: startOfApp('mnist-gan'),
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
