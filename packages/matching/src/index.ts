export type { Learner } from './learner';
export type { Matching, MatchingSampler } from './matching';
