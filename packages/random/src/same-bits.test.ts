import { beta, bits, dirichlet, exponential, fold, gamma, key, normal, uniform } from './index';

/** The 64 bits of each number, in hexadecimal. */
function hexadecimal(values: Float64Array): string[] {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(values, (value) => {
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16).padStart(16, '0');
  });
}

/** A hash of many numbers, bit by bit, so that a change of any of them shows. */
function digest(values: Float64Array): string {
  let hash = 0n;
  for (const word of hexadecimal(values)) hash = ((hash ^ BigInt(`0x${word}`)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16);
}

const root = key(20240607);

const expected: Record<string, { first: string[]; all: string }> = {
  uniform: { first: ['3feef4678544b8e9', '3fe884fbc42c0b87'], all: '2544577b25e20577' },
  normal: { first: ['3ffd7cdf8c71dfa9', '3fe73f7969e25110'], all: 'b6dc79fa0b99283f' },
  exponential: { first: ['3fa101052e57c320', '3fd10a8b37baea2c'], all: '24ab7002781824a3' },
  'gamma 0.3': { first: ['3ffe43aadf63a66d', '3f9e10660c9101ba'], all: '4f4e9f2a8a4aaac9' },
  'gamma 7': { first: ['40294b61f802a940', '402172a470f543b5'], all: '98afa086b38b61f9' },
  'beta 0.2 0.4': { first: ['3fd0b9c77e2e09bf', '3f5545cd9c4ac9ab'], all: '10ec10e8c840598a' },
  'beta 3 5': { first: ['3fdb6b6444e6f64f', '3fe089320394fdd3'], all: 'c5eb382f514d4a01' },
  dirichlet: { first: ['3fa0f08f80d735c9', '3fc12a42a5d8b08b'], all: 'abcf073358f12f33' },
  folded: { first: ['3fc0daafd08e2ddc', '3feb602f359277bf'], all: '6dfd682b6f326ff4' },
};

/**
 * Whoever has published a seed relies on these. A change of one bit here is a change of every experiment, and needs a
 * new major version; streams.golden.json tells whether the new bits would be as right.
 */
describe('the bits of all draws stay what they are', () => {
  it.each<[string, Float64Array]>([
    ['uniform', uniform(root, 1000)],
    ['normal', normal(root, 1000)],
    ['exponential', exponential(root, 1000)],
    ['gamma 0.3', gamma(root, 1000, 0.3)],
    ['gamma 7', gamma(root, 1000, 7)],
    ['beta 0.2 0.4', beta(root, 1000, 0.2, 0.4)],
    ['beta 3 5', beta(root, 1000, 3, 5)],
    ['dirichlet', dirichlet(root, [0.1, 1, 10])],
    ['folded', uniform(fold(fold(root, 'masks'), 12), 1000)],
  ])('%s', (name, values) => {
    expect({ first: hexadecimal(values).slice(0, 2), all: digest(values) }).toEqual(expected[name]);
  });

  it('bits', () => {
    expect(Array.from(bits(root, 4), (word) => word.toString(16))).toEqual([
      'f7a33c32',
      'a8971d34',
      'c427de2c',
      '858170dc',
    ]);
  });
});
