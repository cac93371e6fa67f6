import { EventEmitter } from 'node:events';
import { survive } from './io';

const refused = (code: string) => Object.assign(new Error(`${code}: refused`), { code });

describe('survive', () => {
  it('says once what else than a leaving reader stopped a stream, and throws nothing', () => {
    const stream = new EventEmitter();
    const told: string[] = [];
    survive(stream, (reason) => told.push(reason));
    stream.emit('error', refused('EPIPE'));
    expect(told).toEqual([]);
    stream.emit('error', refused('ENOSPC'));
    stream.emit('error', refused('EIO'));
    expect(told).toEqual(['the disk is full']);
  });

  it('hands on the words of an error that it does not know', () => {
    const stream = new EventEmitter();
    const told: string[] = [];
    survive(stream, (reason) => told.push(reason));
    stream.emit('error', refused('EIO'));
    expect(told).toEqual(['EIO: refused']);
  });
});
