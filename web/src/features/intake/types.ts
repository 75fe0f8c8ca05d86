import type { Schemas } from '@/api/client';

export type Batch = Schemas['ImportBatch'];
export type BatchDetail = Schemas['ImportDetail'];
export type Mapping = Schemas['ImportMapping'];
export type TableMapping = Schemas['TableMapping'];
export type Field = Schemas['ColumnMapping']['field'];
export type TableSamples = Schemas['TableSamples'];
export type Outcome = Schemas['ImportRow']['outcome'];
export type Code = Schemas['CodeCount']['code'];
export type Mark = Schemas['ImportRow']['marks'][number];
export type Candidate = Schemas['ImportRow']['candidates'][number];
/** A row with a key of its own for tables. */
export type Row = Schemas['ImportRow'] & { id: string };
export type Choice = Schemas['ImportChoice'];
export type TakenPremises = Schemas['TakenPremises'];
/** What one side says, by title. */
export type Side = Record<string, unknown>;
