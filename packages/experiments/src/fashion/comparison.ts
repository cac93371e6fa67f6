import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Comparison, type ComparisonRequest } from '@bcl/lab';
import { fashionMethods, type FashionFit, type FashionSettings } from './methods';

/** A run of the experiment. */
export type FashionRequest = FashionSettings &
  Pick<ComparisonRequest<FashionFit>, 'seeds' | 'folder' | 'signal' | 'progress'>;

/** Runs all methods, resuming from checkpoints within a method. */
export function compareOnPictures(request: FashionRequest): Promise<Comparison<FashionFit>> {
  return runOrThrow(
    compareMethods({
      ...request,
      methods: fashionMethods(request),
      show: ['accuracy', 'nmi', 'accuracyLast', 'nmiLast'],
    }),
  );
}
