/** Chains of multiply-adds that are in flight together: as many as fit into sixteen registers beside two constants. */
export const CHAINS = 12;
/** Multiply-adds of each chain in one turn of the loop. */
const UNROLLED = 8;

/** Floating-point operations in one turn of the loop: two lanes, a multiplication and an addition. */
export const OPERATIONS_PER_TURN = CHAINS * UNROLLED * 2 * 2;

/** Each chain is x <- x factor + step, which stays near step / (1 - factor) = 1 for ever. */
export const FACTOR = 0.75;
export const STEP = 0.25;

/**
 * A WebAssembly module with one function `run(turns)`: as many float64 multiply-adds, two lanes at a time, as a core can
 * do, on registers alone. The sum of all lanes is returned, so that nothing can be left out.
 *
 * Assembled here byte by byte (WebAssembly 2.0, binary format): a compiler between could fuse, vectorise or drop.
 */
export function peakModule(): Uint8Array<ArrayBuffer> {
  const factor = 1 + CHAINS;
  const step = factor + 1;
  const chains = Array.from({ length: CHAINS }, (_, i) => 1 + i);
  const turn = chains.flatMap((x) => [...get(x), ...get(factor), ...multiply, ...get(step), ...add, ...set(x)]);
  const code = [
    ...[...splat(FACTOR), ...set(factor)],
    ...[...splat(STEP), ...set(step)],
    ...chains.flatMap((x) => [...splat(x), ...set(x)]),
    ...[0x03, 0x40], // loop
    ...Array.from({ length: UNROLLED }, () => turn).flat(),
    ...[...get(0), 0x41, 0x01, 0x6b, 0x22, 0x00], // turns - 1, kept
    ...[0x0d, 0x00, 0x0b], // again unless it is 0; end of the loop
    ...chains.flatMap((x, i) => (i === 0 ? get(x) : [...get(x), ...add])),
    ...set(step),
    ...[...get(step), ...lane(0), ...get(step), ...lane(1), 0xa0], // the sum of both lanes
    0x0b,
  ];
  const locals = [1, CHAINS + 2, 0x7b]; // of type v128, after the parameter
  const body = [...locals, ...code];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7c]), // (i32) -> f64
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...Buffer.from('run'), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

const simd = (operation: number, ...rest: number[]): number[] => [0xfd, ...unsigned(operation), ...rest];
const add = simd(0xf0);
const multiply = simd(0xf2);
const lane = (index: number): number[] => simd(0x21, index);
const splat = (value: number): number[] => [0x44, ...new Uint8Array(Float64Array.of(value).buffer), ...simd(0x14)];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >> 7)];
}
