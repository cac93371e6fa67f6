import { fail, type SourceFile } from './source-file';
import { plainPieces, unzippedPieces, type Pieces } from './pieces';
import { bytesOfCell, decodeNumbers, type BinaryType } from './numbers';
import { prefetched } from './prefetch';
import type { RowBatch, RowStream } from './row-stream';

/** The shape of a binary file, which the file itself does not tell. */
export interface BinaryShape {
  readonly columns: number;
  readonly type: BinaryType;
  readonly zipped: boolean;
  /** Rows of a batch. */
  readonly batchRows: number;
}

/**
 * A binary file as a stream of rows; a pass that begins late seeks where the file is not compressed.
 *
 * @throws ProblemError when the file does not hold a whole number of rows, as far as its size tells
 */
export function binaryRows(file: SourceFile, shape: BinaryShape): RowStream {
  const { columns, type, zipped, batchRows } = shape;
  const rowBytes = columns * bytesOfCell(type);
  if (zipped)
    return {
      columns,
      batches: (from = 0, { reuse } = {}) =>
        toBatches(skipRows(file, rowBytes, batchRows, from), file, shape, from, reuse),
    };
  requireWholeRows(file, file.bytes, shape);
  return {
    columns,
    rows: file.bytes / rowBytes,
    batches: (from = 0, { reuse = false } = {}) =>
      // Numbers of four bytes are copied when they are decoded, so that their bytes can be written over after that.
      toBatches(
        prefetched(plainPieces(file, batchRows * rowBytes, from * rowBytes, type === 'float32' || reuse)),
        file,
        shape,
        from,
        reuse,
      ),
  };
}

function requireWholeRows(file: SourceFile, bytes: number, { columns, type, zipped }: BinaryShape): void {
  const rowBytes = columns * bytesOfCell(type);
  const rest = bytes % rowBytes;
  if (rest === 0) return;
  fail('DamagedFile', {
    what: `The file does not hold a whole number of rows`,
    where: file.path,
    why: `${zipped ? 'its content' : 'it'} has ${bytes} bytes, a row of ${columns} columns of ${type} takes ${rowBytes}, and ${rest} are left over`,
    hint: 'check the number of columns and the type; if they are right, the file was cut short',
  });
}

/** What is left of a compressed file behind the first rows, in pieces that begin with a row. */
async function* skipRows(file: SourceFile, rowBytes: number, batchRows: number, from: number): Pieces {
  let skip = from * rowBytes;
  let kept: Uint8Array<ArrayBuffer> | undefined;
  const size = batchRows * rowBytes;
  for await (const piece of prefetched(unzippedPieces(file, size))) {
    const dropped = Math.min(skip, piece.length);
    skip -= dropped;
    if (dropped === 0 && kept === undefined) {
      yield piece;
      continue;
    }
    // The first row wanted lies within a piece: from here on pieces are put together anew.
    const rest = piece.subarray(dropped);
    const joined: Uint8Array<ArrayBuffer> = kept === undefined ? rest : concatenated(kept, rest);
    if (joined.length >= size) yield joined.subarray(0, size);
    const left = joined.length >= size ? joined.subarray(size) : joined;
    kept = left.length > 0 ? left : undefined;
  }
  if (kept !== undefined) yield kept;
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

async function* toBatches(
  pieces: Pieces,
  file: SourceFile,
  shape: BinaryShape,
  first: number,
  reuse = false,
): AsyncGenerator<RowBatch, void, undefined> {
  const { columns, type, batchRows } = shape;
  const rowBytes = columns * bytesOfCell(type);
  const kept = reuse && type === 'float32' ? new Float64Array(batchRows * columns) : undefined;
  let from = first;
  for await (const piece of pieces) {
    if (piece.length % rowBytes !== 0) requireWholeRows(file, from * rowBytes + piece.length, shape);
    const rows = piece.length / rowBytes;
    yield { from, rows, columns, data: decodeNumbers(piece, type, kept?.subarray(0, rows * columns)) };
    from += rows;
  }
  if (from === 0)
    fail('EmptyInput', { what: 'The file holds no rows', where: file.path, hint: 'check that it is the right file' });
}
