import type { Strategy } from './strategy';
import { joint } from './joint';

export function bcl(): Strategy {
  return { ...joint(), name: 'bcl' };
}
