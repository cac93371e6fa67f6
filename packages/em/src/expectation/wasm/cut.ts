/**
 * A copy of K matrices of `height` lines by `width` numbers without what pads them.
 *
 * @param values the matrices, of `lines` lines by `pitch` numbers each
 */
export function cut(
  values: Float64Array,
  [components, height, width]: readonly [number, number, number],
  [lines, pitch]: readonly [number, number],
): Float64Array {
  if (pitch === width && lines === height) return values.slice();
  const out = new Float64Array(components * height * width);
  for (let k = 0, at = 0; k < components; k++)
    for (let i = 0; i < height; i++)
      for (let j = 0, from = (k * lines + i) * pitch; j < width; j++) out[at++] = values[from++];
  return out;
}
