/** The element types that are read and written, each with its bytes an element, in the order in which a file holds them. */
export const dataTypes = { I64: 8, F32: 4, I32: 4, F16: 2, U8: 1 } as const;

/** The type of a tensor's elements, as a safetensors file names it. */
export type DataType = keyof typeof dataTypes;

/** The data types in the order in which a file holds them: the widest first, so that every tensor is aligned. */
export const dataTypeOrder = Object.keys(dataTypes) as readonly DataType[];

/** Whether a value is the name of a data type that is read here. */
export const isDataType = (value: unknown): value is DataType =>
  typeof value === 'string' && Object.hasOwn(dataTypes, value);

/**
 * A named array of a safetensors file: row-major, as many elements as the product of its shape; the shape `[]` is a single
 * number. F16 is held as the bits of each number, see {@link halfOf} and {@link numberOf}.
 */
export type SafeTensor = { readonly shape: readonly number[] } & (
  | { readonly type: 'F32'; readonly data: Float32Array }
  | { readonly type: 'F16'; readonly data: Uint16Array }
  | { readonly type: 'I64'; readonly data: BigInt64Array }
  | { readonly type: 'I32'; readonly data: Int32Array }
  | { readonly type: 'U8'; readonly data: Uint8Array }
);

/** How many elements a shape holds; 1 for `[]`. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

/** A tensor's shape for people: `49 x 64`. */
export const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? 'a single number' : shape.slice(0, 8).join(' x ') + (shape.length > 8 ? ' x ...' : '');
