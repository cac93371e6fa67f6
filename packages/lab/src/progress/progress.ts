import { progressLine, type ProgressState } from './line';

/** A terminal or a log file, as far as progress is concerned. */
export interface ProgressStream {
  write(text: string): unknown;
  /** Whether lines can be redrawn in place. */
  readonly isTTY?: boolean;
  /** The terminal's width in characters. */
  readonly columns?: number;
}

/** What has changed since the last update. */
export interface ProgressUpdate {
  /** Units done so far, fractions included. */
  readonly done: number;
  /** What is being worked on. */
  readonly label?: string;
  /** The current figures, by name. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** How far a run is, for a person who waits for it. */
export interface Progress {
  /** Tells how far the work is. Cheap: it draws only when something is due. */
  update(update: ProgressUpdate): void;
  /** Runs an action that writes to the same terminal, with the bar out of the way. */
  aside(write: () => void): void;
  /** Draws the last state and leaves the line. */
  finish(label?: string): void;
}

/** Settings of {@link startProgress}. */
export interface ProgressOptions {
  /** Units of work in all. */
  readonly total: number;
  /** Units that were done before, by an earlier part of the run: they do not count towards the rate. */
  readonly before?: number;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly stream: ProgressStream;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
}

const redraw = 100;
const lineEvery = 5000;

/**
 * Starts showing progress: on a terminal a bar that is redrawn in place, ten times a second at most; elsewhere a plain
 * line at the first update, then one every five seconds at most, and the last.
 *
 * @example
 * ```ts
 * import { startProgress } from '@bcl/lab';
 *
 * const log: string[] = [];
 * const stream = { write: (text: string) => log.push(text) };
 * const progress = startProgress({ total: 4, unit: 'fits', stream, clock: () => 0 });
 * progress.update({ done: 1, label: 'seed 0', figures: { KL: 0.05 } });
 * log; // => [' 25 %  1/4 fits · seed 0 · KL 0.05\n']
 * ```
 */
export function startProgress(options: ProgressOptions): Progress {
  const { stream, clock } = options;
  const before = options.before ?? 0;
  const start = clock();
  const live = stream.isTTY === true;
  let state: ProgressState = { done: before, before, total: options.total, unit: options.unit, elapsed: 0 };
  let drawnAt = -Infinity;
  let shown = ''; // what the last line said
  let onLine = false; // whether the bar stands on the terminal's last line
  let finished = false;

  const draw = () => {
    drawnAt = clock();
    const line = progressLine(state, live ? terminalWidth(stream) : undefined);
    if (live) {
      stream.write(`\r${line}\u001b[K`);
      onLine = true;
    } else if (line !== shown) {
      stream.write(`${line}\n`);
    }
    shown = line;
  };

  return {
    update({ done, label, figures }) {
      if (finished) return;
      state = {
        ...state,
        done,
        elapsed: clock() - start,
        label: label ?? state.label,
        figures: figures ?? state.figures,
      };
      if (clock() - drawnAt >= (live ? redraw : lineEvery)) draw();
    },
    aside(write) {
      if (onLine) stream.write('\r\u001b[K');
      write();
      if (onLine) draw();
    },
    finish(label) {
      if (finished) return;
      state = { ...state, elapsed: clock() - start, label: label ?? state.label };
      draw();
      if (live) stream.write('\n');
      onLine = false;
      finished = true;
    },
  };
}

/** Some terminals say that they are no columns wide: they do not know. */
function terminalWidth({ columns = 0 }: ProgressStream): number {
  return columns > 0 ? columns : 80;
}
