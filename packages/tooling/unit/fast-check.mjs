/**
 * Properties draw the same cases in every run, so that a run which fails can be repeated and one which passes stays so.
 * FAST_CHECK_SEED=N in the environment draws others: to look for what the usual ones miss.
 */
import fc from 'fast-check';

const seed = Number(process.env.FAST_CHECK_SEED ?? 1);
if (!Number.isSafeInteger(seed))
  throw new RangeError(`FAST_CHECK_SEED is '${process.env.FAST_CHECK_SEED}': give a whole number`);
fc.configureGlobal({ seed });
