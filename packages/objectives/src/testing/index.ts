/** The conformance kit: what every objective and every algebra must pass. @packageDocumentation */
export type { Objective } from '../contract/objective';
