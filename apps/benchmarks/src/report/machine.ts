import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { Peer } from '../programs/scikit-learn';

/** What the times depend on, beside the programs. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  /** Programs that wanted a core in the minute before the run: 0 on a machine that has nothing else to do. */
  readonly loadBefore: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly scikitLearn?: string;
  readonly numpy?: string;
  readonly blas?: string;
}

/** The facts of this machine and of the peer on it. */
export function machine(peer: Peer | undefined): Machine {
  return {
    processor: cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'not known',
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 1e9),
    loadBefore: Math.round(10 * loadavg()[0]) / 10,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    ...(peer === undefined ? {} : { scikitLearn: peer.scikitLearn, numpy: peer.numpy, blas: peer.blas }),
  };
}

/** A warning where other programs took part of the machine; undefined where there were hardly any. */
export function busyNote({ loadBefore, cores }: Pick<Machine, 'loadBefore' | 'cores'>): string | undefined {
  if (loadBefore <= 0.25 * cores) return undefined;
  return `The machine was busy before the run (a load of ${loadBefore} on ${cores} ${cores === 1 ? 'core' : 'cores'}): times are too long, those of several threads most.`;
}
