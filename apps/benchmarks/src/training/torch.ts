import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Program } from '../programs/run-program';

const run = promisify(execFile);

/** A Python with PyTorch in it. */
export interface TorchPeer {
  readonly python: string;
  readonly torch: string;
  /** Threads that it takes for an operation, as it finds the machine. */
  readonly threads: number;
}

const question = `
import json, torch
print(json.dumps({'torch': torch.__version__, 'threads': torch.get_num_threads()}))
`;

/**
 * The first Python on this machine that has PyTorch, or why there is none.
 *
 * @param preferred the Python to try first
 */
export async function findTorch(preferred: string | undefined): Promise<TorchPeer | string> {
  const pythons = [preferred ?? '', 'python3', '/usr/bin/python3'].filter((name) => name !== '');
  for (const python of pythons) {
    try {
      const { stdout } = await run(python, ['-c', question]);
      return { python, ...(JSON.parse(stdout) as Omit<TorchPeer, 'python'>) };
    } catch {
      continue; // no such program, or no PyTorch in it
    }
  }
  return `none of ${pythons.join(', ')} can import torch; install it (pip install torch) or name a Python in PYTHON`;
}

/** PyTorch as a program that takes a TrainingJob. */
export const pytorch = ({ python }: TorchPeer): Program => ({
  command: python,
  // Beside the built program as beside this file's folder.
  arguments: [fileURLToPath(new URL('../peers/torch_gan.py', import.meta.url))],
});
