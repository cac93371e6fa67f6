import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunFolder } from '@bcl/lab';
import { temporaryRunFolder } from '../testing/run-folder';
import { checkpoint } from './checkpoint';

let folder: RunFolder;
let remove: () => void;
beforeEach(async () => ({ folder, remove } = await temporaryRunFolder()));
afterEach(() => remove());

const file = () => path.join(folder.path, 'checkpoints/joint-0.json');

describe('checkpoint', () => {
  it('reads what was written, to the bit, views into larger arrays too', async () => {
    const all = Float64Array.of(9, 0.1, -0, 1 / 3, Number.MIN_VALUE, 1e300, 9);
    const value = { done: 3, state: { means: all.subarray(1, 6), text: 'x' }, pairs: [[1, 0.1 + 0.2]] as const };
    const kept = checkpoint<typeof value>(folder, 'joint-0');
    await kept.write(value);
    const read = await kept.read();
    expect(read).toEqual({ ...value, state: { ...value.state, means: Float64Array.of(0.1, -0, 1 / 3, Number.MIN_VALUE, 1e300) } }); // prettier-ignore
    expect(Object.is(read?.state.means[1], -0)).toBe(true);
  });

  it('is undefined where there is none, or a broken one', async () => {
    const kept = checkpoint<number>(folder, 'joint-0');
    expect(await kept.read()).toBeUndefined();
    await kept.write(1);
    writeFileSync(file(), '{"cut sho');
    expect(await kept.read()).toBeUndefined();
  });

  it('goes away when it is removed, also twice', async () => {
    const kept = checkpoint<number>(folder, 'joint-0');
    await kept.write(1);
    expect(existsSync(file())).toBe(true);
    await kept.remove();
    await kept.remove();
    expect(existsSync(file())).toBe(false);
  });
});
