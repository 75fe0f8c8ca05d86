import type { CivilDate, Coded, Instant, Maybe, Named, Place, RegionRef, Uuid } from './base';
import type { CaseRow, FieldValues, Judgement } from './casework';

export interface PremisesFilter {
  kind?: string;
  tag?: string;
  region?: string;
  sector?: string;
  unit?: Uuid;
  q?: string;
  has_open?: boolean;
  major?: boolean;
}
export interface PremisesRow {
  id: Uuid;
  name: string;
  kind: string;
  kind_name: string;
  tags: Coded[];
  address: string;
  region: RegionRef;
  unit?: Maybe<Named>;
  sector?: Maybe<string>;
  department?: Maybe<string>;
  open_cases: number;
  major_open: number;
  last_inspected_on?: Maybe<CivilDate>;
  point?: Maybe<Place>;
}
export interface FieldChange {
  at: Instant;
  actor: string;
  field: string;
  from?: unknown;
  to?: unknown;
}
export interface PremisesDetail extends PremisesRow {
  version: number;
  area_m2?: Maybe<number>;
  floors?: Maybe<number>;
  height_m?: Maybe<number>;
  facts: FieldValues;
  duty: { kind: 'industry' | 'direct' | 'source'; kind_name: string; department: string; basis: string }[];
  cases: CaseRow[];
  inspections: InspectionRow[];
  history: FieldChange[];
}
export interface PremisesInput {
  name: string;
  kind: string;
  address: string;
  region: string;
  unit_id?: Maybe<Uuid>;
  tags?: string[];
  area_m2?: Maybe<number>;
  floors?: Maybe<number>;
  height_m?: Maybe<number>;
  point?: Maybe<Place>;
  facts?: FieldValues;
}
export interface UnitRow {
  id: Uuid;
  name: string;
  credit_code?: Maybe<string>;
  region?: Maybe<RegionRef>;
}

export interface ChecklistItem {
  code: string;
  text: string;
  basis: string;
  group: string;
  hazard_class?: Maybe<string>;
  /** Facts that a failure records. */
  facts?: Maybe<FieldValues>;
  /** Facts that a pass records. */
  facts_if_ok?: Maybe<FieldValues>;
  /** Facts to type in after a failure. */
  asks?: Maybe<string[]>;
  /** How to look. */
  hint?: Maybe<string>;
}
export interface Checklist {
  code: string;
  name: string;
  items: ChecklistItem[];
}
export type AnswerResult = 'pass' | 'fail' | 'na';
export interface Answer {
  item: string;
  result: AnswerResult;
  note?: Maybe<string>;
  evidence?: Uuid[];
}
export interface NewInspection {
  premises_id: Uuid;
  inspected_on: CivilDate;
  checklist: string;
  answers: Answer[];
  facts: FieldValues;
  kinds?: Maybe<string[]>;
  note?: Maybe<string>;
  client_id?: Maybe<string>;
}
export interface InspectionRow {
  id: Uuid;
  premises: Named;
  inspected_on: CivilDate;
  inspector: { name: string; post?: Maybe<string>; org?: Maybe<string> };
  failed: number;
  passed: number;
  major_suggested: boolean;
  cases_opened: number;
}
export interface InspectionDetail extends InspectionRow {
  answers: { item: string; text: string; basis: string; result: AnswerResult; note?: Maybe<string> }[];
  facts: FieldValues;
  judgement?: Maybe<Judgement>;
  cases: CaseRow[];
}
