/** All that a progress line shows. */
export interface ProgressState {
  readonly done: number;
  readonly before: number;
  readonly total: number;
  readonly unit: string;
  /** Milliseconds since the start. */
  readonly elapsed: number;
  readonly label?: string;
  readonly figures?: Readonly<Record<string, number>>;
}

const barWidth = 20;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * One line of progress: a bar (where there is a terminal's width to fill), share, count, elapsed time and time left,
 * what is in hand, and the current figures.
 */
export function progressLine(state: ProgressState, width: number | undefined): string {
  const share = state.total > 0 ? Math.min(1, Math.max(0, state.done / state.total)) : 1;
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  const parts = [`${Math.floor(state.done)}/${state.total} ${state.unit}`];
  const rate = (state.done - state.before) / (state.elapsed / 1000);
  if (state.elapsed >= 1000) {
    parts.push(duration(state.elapsed));
    if (rate > 0 && share < 1) {
      parts.push(`${speed(rate, state.unit)}, ${duration(((state.total - state.done) / rate) * 1000)} left`);
    }
  }
  if (state.label !== undefined) parts.push(state.label);
  const figures = Object.entries(state.figures ?? {}).map(([name, value]) => `${name} ${shortNumber(value)}`);
  if (figures.length > 0) parts.push(figures.join(', '));
  const text = `${percent}  ${parts.join(' · ')}`;
  return width === undefined ? text : fit(`${bar(share)} ${text}`, width - 1);
}

function bar(share: number): string {
  const filled = Math.round(share * barWidth * 8);
  const cells = '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
  return `▕${cells.padEnd(barWidth)}▏`;
}

/** A rate above one a minute as such, a slower one as time per unit. */
function speed(perSecond: number, unit: string): string {
  const short = (rate: number) => shortNumber(Number(rate.toPrecision(2)));
  if (perSecond >= 1) return `${short(perSecond)} ${unit}/s`;
  return perSecond * 60 >= 1 ? `${short(perSecond * 60)} ${unit}/min` : `${short(perSecond * 3600)} ${unit}/h`;
}

function fit(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Milliseconds as m:ss or h:mm:ss. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** About four significant digits, without an exponent where it can be read without. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toPrecision(4));
  const size = Math.abs(rounded);
  return size !== 0 && (size >= 1e6 || size < 1e-4) ? rounded.toExponential() : String(rounded);
}
