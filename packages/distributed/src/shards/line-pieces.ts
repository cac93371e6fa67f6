import { createReadStream } from 'node:fs';

/** A run of whole lines of a text file. */
export interface LinePiece {
  readonly from: number;
  readonly to: number;
  readonly lines: number;
}

/** Lines between two places that are remembered. */
const STEP = 256;
const [FEED, QUOTE] = [10, 34];

/**
 * Where a text file can be cut into `count` pieces of about equally many lines, the first `skip` lines left out. Read in one go
 * without being held.
 *
 * @returns the pieces, fewer than `count` where there are fewer lines; undefined where a quote occurs, within which a line may not end
 */
export async function linePieces(file: string, skip: number, count: number): Promise<readonly LinePiece[] | undefined> {
  /** Where every `STEP`-th line after the skipped ones begins. */
  const begins: number[] = [];
  let at = 0;
  let lines = 0;
  let fresh = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (chunk.includes(QUOTE)) return undefined;
    for (let i = 0; i < chunk.length;) {
      if (fresh && lines >= skip && (lines - skip) % STEP === 0) begins.push(at + i);
      fresh = false;
      const feed = chunk.indexOf(FEED, i);
      if (feed < 0) break;
      lines++;
      fresh = true;
      i = feed + 1;
    }
    at += chunk.length;
  }
  // A last line without an end counts too.
  const total = Math.max((fresh ? lines : lines + 1) - skip, 0);
  const wanted = Math.max(1, Math.min(count, begins.length));
  const cuts = Array.from({ length: wanted + 1 }, (_, i) => Math.round((i * begins.length) / wanted));
  return cuts.slice(1).map((to, i) => {
    const last = to >= begins.length;
    const from = cuts[i];
    return {
      from: begins[from] ?? at,
      to: last ? at : begins[to],
      lines: (last ? total : to * STEP) - from * STEP,
    };
  });
}
