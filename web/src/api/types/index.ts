/**
 * The shapes of the interface (docs/API.md). Until the generated snapshot `schema.ts` exists they are written by hand;
 * afterwards each line becomes `components['schemas'][...]` and nothing else in the application changes.
 * Absent and null mean the same, because the server leaves out or nulls optional values.
 */
export type * from './base';
export type * from './casework';
export type * from './office';
export type * from './registry';
