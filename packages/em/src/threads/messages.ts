import type { EngineName } from '../expectation/engines';
import type { RowResults } from '../expectation/task-runner';
import type { Desk } from './desk';
import type { RestartsMessage } from './restart-messages';

/** What a thread is told. */
export type Message = DeskMessage | PassMessage | ForgetMessage | RestartsMessage | WorkMessage;

/** A desk that passes will name. */
export interface DeskMessage {
  readonly kind: 'desk';
  readonly desk: Desk;
}

/** Tasks of a pass can be taken at a desk. */
export interface PassMessage {
  readonly kind: 'pass';
  readonly desk: number;
  readonly pass: number;
  readonly engine: EngineName;
  /** False when only rows are wanted. */
  readonly moments: boolean;
  readonly keep: RowResults;
}

/** No pass will name this desk any more. */
export interface ForgetMessage {
  readonly kind: 'forget';
  readonly desk: number;
}

/** Tasks of some work can be taken. */
export interface WorkMessage {
  readonly kind: 'work';
  readonly name: string;
  readonly input: unknown;
  readonly tickets: Int32Array;
  readonly pass: number;
}
