/** What the measurement has done: next to nothing, with as many bytes as the statistics of a shard. */
export const tasks = [
  { name: 'empty', run: () => Promise.resolve(null) },
  {
    name: 'statistics of nothing',
    // K x (1 + D + D(D + 1)/2) numbers, as a shard of a fit with full covariances gives.
    run: ({ components, columns }) =>
      Promise.resolve({
        mass: Float64Array.from({ length: components }, (_, i) => Math.sin(i)),
        first: Float64Array.from({ length: components * columns }, (_, i) => Math.sin(i)),
        second: Float64Array.from({ length: (components * columns * (columns + 1)) / 2 }, (_, i) => Math.sin(i)),
      }),
  },
];
