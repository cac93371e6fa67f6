import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RowBatch, RowStream } from './row-stream';

/** A folder for the files of one test file. */
export class Folder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'bcl-rows-'));

  /** Writes a file and gives its path. */
  put(name: string, content: string | Uint8Array): string {
    const file = path.join(this.path, name);
    writeFileSync(file, content);
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** All batches of a pass. */
export async function batchesOf(stream: RowStream, from?: number): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of stream.batches(from)) batches.push(batch);
  return batches;
}

/** All cells of a pass, row by row. */
export const cellsOf = async (stream: RowStream, from?: number): Promise<number[]> =>
  (await batchesOf(stream, from)).flatMap(({ data }) => Array.from(data));

/** The bytes of numbers. */
export const bytesOf = (numbers: Float32Array | Float64Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
