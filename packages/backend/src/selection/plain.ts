import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import type { Candidate } from './candidate';

/** Plain JavaScript: always there, for tiny models. */
export const plain: Candidate = {
  name: 'cpu',
  start: async () => {
    if (!(await tf.setBackend('cpu'))) return E.left('TensorFlow.js did not take it');
    // It would greet with an advice to install the addon, which `passedOver` gives better.
    Object.assign(tf.backend(), { firstUse: false });
    return E.right('plain JavaScript (tiny models only)');
  },
};
