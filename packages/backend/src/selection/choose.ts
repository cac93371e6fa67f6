import * as E from 'fp-ts/lib/Either.js';
import type { Backend, PassedOver } from './backend';
import type { Candidate, Outside } from './candidate';

/**
 * The first of the candidates that starts and proves itself, or why none does.
 *
 * @param prove - tries the current backend: what is wrong with it, or undefined
 */
export async function choose(
  candidates: readonly Candidate[],
  outside: Outside,
  prove: () => Promise<string | undefined>,
): Promise<E.Either<readonly PassedOver[], Backend>> {
  const passedOver: PassedOver[] = [];
  for (const { name, start } of candidates) {
    const started = await start(outside);
    if (E.isRight(started)) {
      const wrong = await prove();
      if (wrong === undefined) return E.right({ name, describe: started.right, passedOver });
      passedOver.push({ name, why: wrong });
    } else passedOver.push({ name, why: started.left });
  }
  return E.left(passedOver);
}
