import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Peer } from '../programs/scikit-learn';

/** What the times depend on, beside the programs. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
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
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    ...(peer === undefined ? {} : { scikitLearn: peer.scikitLearn, numpy: peer.numpy, blas: peer.blas }),
  };
}
