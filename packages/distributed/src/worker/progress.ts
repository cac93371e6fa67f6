/** How far a job is, as it travels. */
export interface Said {
  readonly fraction: number;
  readonly note?: string;
}

/**
 * Passes on how far a job is, one message at a time: what is said while one is under way waits, and only the last of it is sent.
 *
 * @param send - passes one message on; that it fails does no harm
 */
export function progressOf(send: (said: Said) => Promise<unknown>): (fraction: number, note?: string) => void {
  let busy = false;
  let next: Said | undefined;
  const pass = (said: Said): void => {
    busy = true;
    void send(said)
      .catch(() => undefined)
      .then(() => {
        busy = false;
        const waiting = next;
        next = undefined;
        if (waiting) pass(waiting);
      });
  };
  return (fraction, note) => {
    const said = { fraction, note };
    if (busy) next = said;
    else pass(said);
  };
}
