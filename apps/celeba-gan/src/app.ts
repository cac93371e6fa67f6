import { faceAugmentation, runPictures, trainingOptions } from '@bcl/gan-experiments';
import { defineApp } from '@bcl/lab';
import { dataDescription, faceOptions, readOwnFaces, SHOWN_ATTRIBUTES } from './faces';

/** Training, without the process it runs in. */
export const app = defineApp({
  name: 'celeba-gan',
  description: 'Trains one network that completes faces from any part of them and generates them from nothing.',
  from: import.meta.url,
  seeds: { count: 1 },
  failures: ['Diverged'],
  data: dataDescription,
  options: {
    ...faceOptions,
    size: {
      kind: 'integer',
      default: 32,
      quick: 16,
      min: 8,
      max: 128,
      unit: 'pixels',
      description: 'side of the pictures',
    },
    count: { kind: 'integer', min: 2, unit: 'faces', description: 'only the first faces; all without it' },
    ...trainingOptions({ presets: ['celeba'], steps: 20_000 }),
  },
  run: async (context) => {
    const { options } = context;
    const faces = await readOwnFaces({ ...context, ...options });
    await runPictures(
      { ...context, clock: () => performance.now() },
      {
        ...faces,
        title: 'Faces completed from any part',
        claim:
          'One adversarially trained network completes faces from random patches and from initial portions, and its answers differ ' +
          'with what is given and with the noise (“Big Cooperative Learning”, arXiv 2407.21319, Figure 5). The paper shows pictures and ' +
          'no numbers.',
        augmentation: faceAugmentation,
        shown: SHOWN_ATTRIBUTES,
      },
    );
  },
});
