import type { ImageSet } from '@bcl/images';
import type { Answer } from './network';

/**
 * What can be learned of a set: its classes where it has labels, else its attributes.
 *
 * @throws RangeError for a set with neither
 */
export function answersOf({ labels, labelNames, attributes, title }: ImageSet): {
  readonly answer: Answer;
  readonly answers: number;
} {
  if (labels !== undefined)
    return {
      answer: 'classes',
      answers: labelNames?.length ?? labels.reduce((most, label) => Math.max(most, label + 1), 0),
    };
  if (attributes !== undefined) return { answer: 'attributes', answers: attributes.names.length };
  throw new RangeError(`nothing is known of the pictures of '${title}': there is nothing to classify`);
}

/** What a classifier should say of some pictures: N x K of 1 where the class or the attribute is there, else 0. */
export function targetsAt(set: ImageSet, indices: ArrayLike<number>): Float32Array {
  const { answer, answers } = answersOf(set);
  const targets = new Float32Array(indices.length * answers);
  for (let row = 0; row < indices.length; row++) {
    for (let k = 0; k < answers; k++) {
      const there =
        answer === 'classes'
          ? set.labels?.[indices[row]] === k
          : (set.attributes?.values[indices[row] * answers + k] ?? 0) > 0;
      targets[row * answers + k] = there ? 1 : 0;
    }
  }
  return targets;
}
