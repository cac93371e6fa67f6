import type { RunFolder } from '@bcl/lab';

/** A part of a run that was stopped: how long it took, and where its fit stood. */
interface Stored {
  readonly seconds: number;
  readonly state: unknown;
}

/** Keeps the state of a fit in a file of the run folder, which is replaced as a whole; at most so often. */
export class Checkpoint {
  private written: number;

  private constructor(
    private readonly folder: RunFolder,
    private readonly name: string,
    private readonly interval: number,
    private readonly before: number,
    /** The state that an earlier part of the run left; undefined for a run that begins. */
    readonly found: unknown,
    private readonly begun = performance.now(),
  ) {
    this.written = begun;
  }

  /**
   * Opens a checkpoint.
   *
   * @param interval seconds between two writes
   */
  static async open(folder: RunFolder, name: string, interval: number): Promise<Checkpoint> {
    const stored = (await folder.readJson(name)) as Partial<Stored> | undefined;
    return new Checkpoint(folder, name, interval, stored?.seconds ?? 0, stored?.state);
  }

  /** Seconds of all parts of the run together. */
  get seconds(): number {
    return this.before + (performance.now() - this.begun) / 1000;
  }

  /** Writes the state where the interval is over, or when it must be kept. */
  async keep(state: () => unknown, must = false): Promise<void> {
    const now = performance.now();
    if (!must && now - this.written < 1000 * this.interval) return;
    const stored: Stored = { seconds: this.seconds, state: state() };
    await this.folder.writeFile(this.name, JSON.stringify(stored));
    this.written = now;
  }
}
