import type { GanConfig } from '@bcl/gan';

/** Networks to time training on. */
export interface NetworkCase {
  /** Letters, digits and dashes: names files. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly config: GanConfig;
  /** Rows in a step. */
  readonly batch: number;
  /** Whether the project has set itself aims on it. */
  readonly aimed: boolean;
}

/** What `--networks` may name; the last one is for `--quick`. */
export const networkIds = ['width-64', 'width-128', 'tiny'] as const;

/** The networks of that name: 28 x 28 pictures in 49 patches of 16 values, 64 numbers of noise, but for the tiny one. */
export function networkCases(ids: readonly string[]): readonly NetworkCase[] {
  return ids.map((id) => {
    switch (id) {
      case 'width-64':
        return networkCase(id, 64, 2);
      case 'width-128':
        return networkCase(id, 128, 4);
      case 'tiny': {
        const size = { width: 8, depth: 1, heads: 2, hidden: 2 };
        const layout = { kind: 'grid', height: 4, width: 4, channels: 1, patch: 2 } as const;
        const noise = { token: 0, shared: 4 };
        const config = { layout, generator: size, discriminator: size, noise, output: 'tanh' } as const;
        return { id, name: 'width 8, depth 1', config, batch: 4, aimed: false };
      }
      default:
        throw new RangeError(`there is no network '${id}'`);
    }
  });
}

function networkCase(id: string, width: number, depth: number): NetworkCase {
  const size = { width, depth, heads: 4, hidden: 4 };
  const layout = { kind: 'grid', height: 28, width: 28, channels: 1, patch: 4 } as const;
  const config = {
    layout,
    generator: size,
    discriminator: size,
    noise: { token: 0, shared: 64 },
    output: 'tanh',
  } as const;
  return { id, name: `width ${width}, depth ${depth}`, config, batch: 32, aimed: true };
}

/** The penalties under which a step is timed, each with its factor γ of R1. */
export const penalties = { none: 0, R1: 10 } as const;
/** One of {@link penalties}. */
export type PenaltyName = keyof typeof penalties;
