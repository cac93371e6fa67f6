import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { iterationToTime, type Pictures } from '@bcl/experiments';
import { formatTable, type RunFolder } from '@bcl/lab';

/** What a race needs. */
export interface RaceRequest {
  readonly pictures: Pictures;
  readonly components: number;
  readonly floor: number;
  readonly threads: 'auto' | number;
  readonly folder: RunFolder;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Seconds of one outer iteration. */
interface Seconds {
  readonly wall: number;
  /** Of all threads together: what the work costs where others share the machine. */
  readonly processor: number;
}

const peer = fileURLToPath(new URL('../peers/numpy_iteration.py', import.meta.url));

/** Times an outer iteration of five EM steps, joint and rotated, here and in numpy, one after the other, and writes race.json. */
export async function race({
  pictures,
  components,
  floor,
  threads,
  folder,
  print,
  signal,
}: RaceRequest): Promise<void> {
  const { count, side, pixels } = pictures;
  const iteration = iterationToTime({ pictures, components, floor, threads });
  const ours = { joint: timed(() => iteration.run('joint')), rotated: timed(() => iteration.run('rotated')) };
  // numpy may take a quarter of an hour: what is known is said before.
  print(`here: ${ours.joint.wall.toFixed(1)} s joint, ${ours.rotated.wall.toFixed(1)} s rotated; now numpy`);
  const numpy = await timeNumpy(
    [count, side * side, components, floor, iteration.target],
    pixels,
    iteration.labels,
    signal,
  );
  await folder.writeJson('race.json', { pictures: pictures.title, components, floor, threads, ours, numpy });
  const cells = ({ wall, processor }: Seconds) => [{ text: wall.toFixed(1) }, { text: processor.toFixed(1) }];
  const rows = [
    [{ text: 'here, joint' }, ...cells(ours.joint)],
    [{ text: 'here, rotated' }, ...cells(ours.rotated)],
    ...(typeof numpy === 'string'
      ? []
      : [
          [{ text: `numpy ${numpy.numpy}, joint` }, ...cells(numpy.joint)],
          [{ text: `numpy ${numpy.numpy}, rotated` }, ...cells(numpy.rotated)],
          [{ text: `numpy ${numpy.numpy}, joint, with our shortcuts` }, ...cells(numpy.shortcuts)],
        ]),
  ];
  const columns = [{ header: 'one outer iteration' }, { header: 'seconds' }, { header: 'processor seconds' }];
  print(formatTable({ columns, rows }));
  if (typeof numpy === 'string') print(`numpy did not take part: ${numpy}`);
}

function timed(run: () => void): Seconds {
  const wall = performance.now();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - wall) / 1000, processor: (user + system) / 1e6 };
}

interface NumpyTimes {
  readonly numpy: string;
  readonly joint: Seconds;
  readonly rotated: Seconds;
  readonly shortcuts: Seconds;
}

/** The times of the Python program, or why there are none. */
async function timeNumpy(
  sizes: readonly number[],
  pixels: Float64Array,
  labels: Int32Array,
  signal: AbortSignal,
): Promise<NumpyTimes | string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'fashion-race-'));
  try {
    const files = ['pixels.f32', 'labels.i32'].map((name) => path.join(directory, name));
    await writeFile(files[0], Float32Array.from(pixels));
    await writeFile(files[1], labels);
    const { stdout } = await promisify(execFile)('python3', [peer, ...files, ...sizes.map(String)], { signal });
    return JSON.parse(stdout) as NumpyTimes;
  } catch (error) {
    signal.throwIfAborted();
    const text = error instanceof Error ? error.message : String(error);
    if (text.includes('ENOENT')) return 'there is no python3';
    return text.includes("No module named 'numpy'") ? 'python3 has no numpy' : (text.trim().split('\n').at(-1) ?? text);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
