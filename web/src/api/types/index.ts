/**
 * The shapes of the interface as the pages read them. `schema.ts` is generated from the server's document; these types
 * say more where it says only "text" or "object" (states, kinds of fields, forms). Queries narrow one to the other, so
 * that a name the server does not have does not compile. Absent and null mean the same.
 */
export type * from './base';
export type * from './casework';
export type * from './office';
export type * from './registry';
