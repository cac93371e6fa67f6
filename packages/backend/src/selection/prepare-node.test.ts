import { prepareNode } from './prepare-node';

/** The module itself: a test's own `import` of it is a copy that cannot be changed. */
const util = process.getBuiltinModule('node:util') as unknown as Record<string, unknown>;

describe('prepareNode', () => {
  it('puts back what Node 23 took away', () => {
    const { isNullOrUndefined, isArray } = util;
    try {
      Object.assign(util, { isNullOrUndefined: undefined, isArray: undefined });
      expect(prepareNode()).toBe(true);
      const restored = util.isNullOrUndefined as (value: unknown) => boolean;
      expect([null, undefined, 0, ''].map(restored)).toEqual([true, true, false, false]);
      expect((util.isArray as (value: unknown) => boolean)([])).toBe(true);
    } finally {
      Object.assign(util, { isNullOrUndefined, isArray });
    }
  });

  it('asks the C library for errors only, unless somebody has asked for something else', () => {
    const { env } = process;
    const { TF_CPP_MIN_LOG_LEVEL: before } = env;
    try {
      delete env.TF_CPP_MIN_LOG_LEVEL;
      prepareNode();
      expect(env.TF_CPP_MIN_LOG_LEVEL).toBe('2');
      env.TF_CPP_MIN_LOG_LEVEL = '0';
      prepareNode();
      expect(env.TF_CPP_MIN_LOG_LEVEL).toBe('0');
    } finally {
      if (before === undefined) delete env.TF_CPP_MIN_LOG_LEVEL;
      else env.TF_CPP_MIN_LOG_LEVEL = before;
    }
  });
});
