/** Rows a second of a loop that tells how far it is. */
export class Throughput {
  private begun: { readonly time: number; readonly rows: number } | undefined;
  private last: { readonly time: number; readonly rows: number } | undefined;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Notes that so many rows are done since the start of the loop; the time begins with the first note. */
  note(rows: number): void {
    this.last = { time: this.clock(), rows };
    this.begun ??= this.last;
  }

  /** Rows a second between the first note and the last; undefined where there is nothing between them. */
  get rowsPerSecond(): number | undefined {
    const { begun, last } = this;
    if (begun === undefined || last === undefined || last.time === begun.time) return undefined;
    return (1000 * (last.rows - begun.rows)) / (last.time - begun.time);
  }
}
