import { digitAugmentation, runPictures, trainingOptions } from '@bcl/gan-experiments';
import { defineApp } from '@bcl/lab';
import { dataDescription, digitOptions, readDigits, shipped } from './digits';

/** Training, without the process it runs in. */
export const app = defineApp({
  name: 'mnist-gan',
  description: 'Trains one network that completes digits from any part of them and generates them from nothing.',
  from: import.meta.url,
  seeds: { count: 1 },
  failures: ['Diverged'],
  data: dataDescription,
  options: {
    ...digitOptions,
    count: {
      kind: 'integer',
      min: 10,
      max: 60_000,
      unit: 'digits',
      description: 'only the first digits; all without it',
    },
    ...trainingOptions({ presets: ['mnistSmall', 'mnist'], steps: 26_000 }),
  },
  run: async (context) => {
    const { options } = context;
    const { real, ...digits } = await readDigits({ ...context, ...options });
    // Runs on MNIST are measured by the same ruler, where one ships.
    const classifier = real ? shipped('classifier.bin') : undefined;
    await runPictures(
      { ...context, clock: () => performance.now() },
      {
        ...digits,
        ...(classifier !== undefined && { classifier }),
        title: 'Digits completed from any part',
        claim:
          'One adversarially trained network completes digits from random patches and from initial portions, and its answers ' +
          'differ with what is given and with the noise (“Big Cooperative Learning”, arXiv 2407.21319, Figure 5). The paper shows ' +
          'pictures and no numbers.',
        augmentation: digitAugmentation,
      },
    );
  },
});
