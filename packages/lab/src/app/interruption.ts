import type { Io } from './io';

/** Package managers pass a terminal's Ctrl-C on although the program got it too: a second one this soon is an echo. */
const echo = 1000;

/**
 * Turns the first signal into an abort, so that the run can end in order, and the second into an immediate exit.
 *
 * @returns the abort signal, and a function that stops listening
 */
export function listenForInterruption(io: Io, announce: (text: string) => void): readonly [AbortSignal, () => void] {
  const controller = new AbortController();
  let first: number | undefined;
  const stop = io.onSignal(() => {
    if (first === undefined) {
      first = io.clock();
      announce('Stopping in order … (Ctrl-C again to quit at once)\n');
      controller.abort();
    } else if (io.clock() - first > echo) {
      io.exit(130);
    }
  });
  return [controller.signal, stop];
}
