import * as E from 'fp-ts/lib/Either.js';
import { buildable, thisMachine, type Machine } from './machine';

const machine = (change: Partial<Machine>): Machine => ({
  ...{
    platform: 'linux',
    arch: 'x64',
    glibc: '2.19',
    node: '/node',
    nodeVersion: '20.0.0',
    napi: 8,
    processorFlags: [],
  },
  ...change,
});

describe('buildable', () => {
  it('names the wheels that run here, newest first', () => {
    expect(buildable(machine({}))).toEqual(
      E.right({
        wheelPlatforms: [
          'manylinux_2_19_x86_64',
          'manylinux_2_18_x86_64',
          'manylinux_2_17_x86_64',
          'manylinux2014_x86_64',
        ],
        elf: 0x3e,
      }),
    );
    expect(buildable(machine({ arch: 'arm64', glibc: '2.17' }))).toMatchObject({
      right: { wheelPlatforms: ['manylinux_2_17_aarch64', 'manylinux2014_aarch64'], elf: 0xb7 },
    });
  });

  it.each([
    [{ platform: 'darwin', glibc: undefined }, /this is darwin.*--published fetches/],
    [{ platform: 'win32', glibc: undefined }, /this is win32.*wasm works everywhere/],
    [{ glibc: undefined }, /another C library/],
    [{ arch: 'riscv64' }, /this is riscv64/],
  ])('refuses %j, and says what works', (change, reason) => {
    const refused = buildable(machine(change));
    expect(refused).toMatchObject({ left: { _tag: 'NotHere', message: expect.stringMatching(reason) as string } });
  });
});

describe('thisMachine', () => {
  it('takes an interface for addons that TensorFlow.js knows', () => {
    const { napi, node } = thisMachine();
    expect(napi).toBeGreaterThanOrEqual(3);
    expect(napi).toBeLessThanOrEqual(8);
    expect(node).toBe(process.execPath);
  });
});
