import { stop } from '../problem';

/** How much is read of what others packed, so that nothing made to do harm fills the memory or the day. */
export interface ReadingLimits {
  /** Bytes of one picture file, or of the attribute list. Default 64 MiB. */
  readonly entryBytes: number;
  /**
   * Bytes of all that an archive holds when unpacked. Default a hundred times the archive's own size and at least 64 MiB:
   * pictures hardly shrink when packed.
   */
  readonly totalBytes: number;
  /** Files in a folder or an archive. Default 2,000,000. */
  readonly entries: number;
  /** Pixels of one picture before it is scaled down. Default 64 million. */
  readonly pixels: number;
  /** Bytes of all pictures after they are scaled down, which is the memory they take. Default 4 GiB. */
  readonly resultBytes: number;
}

const MIB = 2 ** 20;

/** The limits for a file or folder of that many bytes. */
export function limitsFor(bytes: number, given: Partial<ReadingLimits> = {}): ReadingLimits {
  for (const [name, value] of Object.entries(given)) {
    if (!(value > 0)) throw new RangeError(`limits.${name} must be positive, not ${value}`);
  }
  return {
    entryBytes: 64 * MIB,
    totalBytes: Math.max(64 * MIB, 100 * bytes),
    entries: 2_000_000,
    pixels: 64_000_000,
    resultBytes: 4096 * MIB,
    ...given,
  };
}

/** Counts what an archive or folder holds and stops at the limits. */
export class Allowance {
  private total = 0;
  private entries = 0;

  constructor(
    private readonly where: string,
    private readonly limits: ReadingLimits,
  ) {}

  /** One more entry. */
  entry(): void {
    if (++this.entries <= this.limits.entries) return;
    stop('TooLarge', {
      what: `There are more than ${this.limits.entries} entries`,
      where: this.where,
      why: 'it is another archive, or made to do harm',
      hint: 'check where it comes from, or raise limits.entries',
    });
  }

  /** One more file that will be read, of that many bytes. */
  file(name: string, bytes: number): void {
    if (bytes <= this.limits.entryBytes) return;
    stop('TooLarge', {
      what: `${name} has ${bytes} bytes when unpacked`,
      where: this.where,
      why: `the limit for one file is ${this.limits.entryBytes}, which no picture of a face needs`,
      hint: 'check where the archive comes from, or raise limits.entryBytes',
    });
  }

  /** So many bytes more that are unpacked. */
  bytes(count: number): void {
    this.total += count;
    if (this.total <= this.limits.totalBytes) return;
    stop('TooLarge', {
      what: `The archive unpacks to more than ${this.limits.totalBytes} bytes`,
      where: this.where,
      why: 'pictures do not shrink so much when packed: it may be made to do harm',
      hint: 'check where it comes from, or raise limits.totalBytes',
    });
  }
}
