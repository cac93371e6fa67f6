import { orThrow } from '@bcl/errors';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { numberOf } from './half';
import { readSafetensors } from './read';
import golden from './safetensors.golden.json';
import type { SafeTensor } from './tensor';
import { writeSafetensors } from './write';

const file = new Uint8Array(Buffer.from(golden.file, 'base64'));
const { tensors, metadata } = orThrow(readSafetensors(file, { where: 'golden' }));
const valuesOf = (tensor: SafeTensor): number[] =>
  tensor.type === 'F16' ? Array.from(tensor.data, numberOf) : Array.from(tensor.data, Number);
const numberFrom = (text: string): number =>
  text.endsWith('inf') ? Number(text.replace('inf', 'Infinity')) : Number(text);

describe(`a file by ${golden.made_by}`, () => {
  it('is read as Python means it', () => {
    expect(Object.fromEntries(metadata)).toEqual(golden.metadata);
    expect([...tensors.keys()].sort()).toEqual(Object.keys(golden.tensors).sort());
    for (const [name, expected] of Object.entries(golden.tensors)) {
      const found = tensors.get(name);
      expect(found).toMatchObject({ type: expected.type, shape: expected.shape });
      expect(found && valuesOf(found)).toEqual(expected.data.map(numberFrom));
    }
  });

  it('is what we write of the same tensors, byte for byte', () => {
    expect(Buffer.from(writeSafetensors(tensors, metadata)).toString('base64')).toBe(golden.file);
  });
});

const python = process.env.PYTHON ?? 'python3';
const there = spawnSync(python, ['-c', 'import numpy, safetensors.numpy']).status === 0;
(there ? describe : describe.skip)(`Python's safetensors${there ? '' : ' (skipped: python3 cannot import it)'}`, () => {
  it('reads what we write', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'safetensors-'));
    try {
      const own = path.join(folder, 'own.safetensors');
      writeFileSync(own, writeSafetensors(tensors, new Map([...metadata, ['b', ''], ['a', '1']])));
      const script = [
        'import json, sys, safetensors',
        'with safetensors.safe_open(sys.argv[1], "np") as file:',
        '    tensors = {name: file.get_tensor(name) for name in file.keys()}',
        '    print(json.dumps([file.metadata(), {n: [str(t.dtype), list(t.shape), [str(v) for v in t.flatten().tolist()]] for n, t in tensors.items()}]))',
      ].join('\n');
      const { stdout, stderr } = spawnSync(python, ['-c', script, own], { encoding: 'utf8' });
      expect(stderr).toBe('');
      const types = { F32: 'float32', F16: 'float16', I64: 'int64', I32: 'int32', U8: 'uint8' };
      const expected = Object.entries(golden.tensors).map(([name, { type, shape, data }]) => [
        name,
        [types[type as keyof typeof types], shape, data],
      ]);
      expect(JSON.parse(stdout)).toEqual([{ ...golden.metadata, a: '1', b: '' }, Object.fromEntries(expected)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
