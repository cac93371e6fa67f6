import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Program } from './run-program';

const run = promisify(execFile);

/** A Python with scikit-learn in it. */
export interface Peer {
  readonly python: string;
  readonly scikitLearn: string;
  readonly numpy: string;
  /** The linear algebra beneath it, where threadpoolctl can say. */
  readonly blas: string;
}

const question = `
import json, numpy, sklearn
try:
    from threadpoolctl import threadpool_info
    blas = ', '.join(' '.join(str(p[k]) for k in ('internal_api', 'version', 'architecture') if p.get(k)) for p in threadpool_info() if p['user_api'] == 'blas')
except ImportError:
    blas = ''
print(json.dumps({'scikitLearn': sklearn.__version__, 'numpy': numpy.__version__, 'blas': blas or 'not known'}))
`;

/**
 * The first Python on this machine that has scikit-learn, or why there is none.
 *
 * @param preferred the Python to try first
 */
export async function findScikitLearn(preferred: string | undefined): Promise<Peer | string> {
  const pythons = [preferred ?? '', 'python3', '/usr/bin/python3'].filter((name) => name !== '');
  for (const python of pythons) {
    try {
      const { stdout } = await run(python, ['-c', question]);
      return { python, ...(JSON.parse(stdout) as Omit<Peer, 'python'>) };
    } catch {
      continue; // no such program, or no scikit-learn in it
    }
  }
  return `none of ${pythons.join(', ')} can import sklearn; install python3-sklearn (Debian) or name a Python in PYTHON`;
}

/** scikit-learn as a program that takes an EMJob, held to a number of threads. */
export function scikitLearn({ python }: Peer, threads: number): Program {
  const limit = String(threads);
  return {
    command: python,
    // Beside the built program as beside this file.
    arguments: [fileURLToPath(new URL('../peers/scikit_learn.py', import.meta.url))],
    environment: { OMP_NUM_THREADS: limit, OPENBLAS_NUM_THREADS: limit, MKL_NUM_THREADS: limit },
  };
}
