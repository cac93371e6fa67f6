/**
 * The same values, each fetched while the caller still works on the one before. A caller that computes without a break leaves
 * the reading no turn of its own, so the next read is begun before a value is handed over; the system does it meanwhile.
 */
export async function* prefetched<A>(source: AsyncGenerator<A, void, undefined>): AsyncGenerator<A, void, undefined> {
  let next = begin(source);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = begin(source);
      yield value;
    }
  } finally {
    // Where the caller stops early, the read under way must end before the file is closed; its outcome is of no use to anyone.
    await next.catch(() => undefined);
    await source.return();
  }
}

function begin<A>(source: AsyncGenerator<A, void, undefined>): Promise<IteratorResult<A, void>> {
  const next = source.next();
  // A failure is reported when the value is asked for; until then it must not count as unhandled.
  next.catch(() => undefined);
  return next;
}
