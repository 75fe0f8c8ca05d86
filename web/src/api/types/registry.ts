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
  key_unit?: string;
  building?: Uuid;
  department?: string;
  unmapped?: boolean;
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
  key_status?: Maybe<KeyStatus>;
}
export interface FieldChange {
  at: Instant;
  actor: string;
  /** Kind of the record: premises, building, lease, responsible, facility, unit. */
  of: string;
  title?: Maybe<string>;
  field: string;
  from?: unknown;
  to?: unknown;
}
export interface PremisesDetail extends PremisesRow {
  version: number;
  area_m2?: Maybe<number>;
  floors?: Maybe<number>;
  height_m?: Maybe<number>;
  datum: Datum;
  points: { datum: Datum; datum_name: string; longitude: number; latitude: number }[];
  building?: Maybe<BuildingRow>;
  on_floors: number[];
  leases: LeaseRow[];
  responsibles: ResponsibleRow[];
  facilities: FacilityRow[];
  measures: Record<string, number>;
  key_unit: KeyUnit;
  may_write: boolean;
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
  datum?: Datum;
  building_id?: Maybe<Uuid>;
  on_floors?: number[];
  measures?: Record<string, number>;
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

export type Datum = 'wgs84' | 'gcj02' | 'bd09';
export interface Floor {
  number: number;
  area_m2?: Maybe<number>;
  use?: Maybe<string>;
}
export interface BuildingRow {
  id: Uuid;
  version: number;
  name: string;
  address: string;
  region: RegionRef;
  point?: Maybe<Place>;
  datum: Datum;
  floors_above?: Maybe<number>;
  floors_below?: Maybe<number>;
  height_m?: Maybe<number>;
  area_m2?: Maybe<number>;
  use_class?: Maybe<string>;
  use_name?: Maybe<string>;
  structure?: Maybe<string>;
  structure_name?: Maybe<string>;
  built_year?: Maybe<number>;
  floors: Floor[];
}
export interface BuildingDetail extends BuildingRow {
  premises: PremisesRow[];
  leases: LeaseRow[];
  facilities: FacilityRow[];
  history: FieldChange[];
}
export interface BuildingInput {
  version?: number;
  name: string;
  address: string;
  region: string;
  point?: Maybe<Place>;
  datum?: Datum;
  floors_above?: Maybe<number>;
  floors_below?: Maybe<number>;
  height_m?: Maybe<number>;
  area_m2?: Maybe<number>;
  use_class?: Maybe<string>;
  structure?: Maybe<string>;
  built_year?: Maybe<number>;
  floors?: Floor[];
}
export type LeaseRole = 'owner' | 'landlord' | 'tenant' | 'subtenant' | 'manager';
export interface LeaseInput {
  version?: number;
  building_id?: Maybe<Uuid>;
  premises_id?: Maybe<Uuid>;
  parent_id?: Maybe<Uuid>;
  role: LeaseRole;
  unit_id?: Maybe<Uuid>;
  party?: Maybe<string>;
  phone?: Maybe<string>;
  part?: Maybe<string>;
  area_m2?: Maybe<number>;
  starts_on?: Maybe<CivilDate>;
  ends_on?: Maybe<CivilDate>;
  note?: Maybe<string>;
}
export interface LeaseRow extends LeaseInput {
  id: Uuid;
  version: number;
  role_name: string;
  party: string;
  in_force: boolean;
}
export interface ResponsibleInput {
  version?: number;
  unit_id: Uuid;
  role: string;
  name: string;
  phone?: Maybe<string>;
  certificate?: Maybe<string>;
  since?: Maybe<CivilDate>;
  until?: Maybe<CivilDate>;
}
export interface ResponsibleRow extends ResponsibleInput {
  id: Uuid;
  version: number;
  role_name: string;
  in_force: boolean;
}
export interface FacilityInput {
  version?: number;
  building_id?: Maybe<Uuid>;
  premises_id?: Maybe<Uuid>;
  kind: string;
  count: number;
  state: string;
  maintained_on?: Maybe<CivilDate>;
  maintainer?: Maybe<string>;
  note?: Maybe<string>;
}
export interface FacilityRow extends FacilityInput {
  id: Uuid;
  version: number;
  kind_name: string;
  state_name: string;
}
export type KeyStatus = 'declared' | 'determined' | 'removed';
export interface KeyCriterion {
  code: string;
  name: string;
  limit: number;
  unit: string;
  measure: string;
  value?: Maybe<number>;
  outcome: 'met' | 'not_met' | 'unknown';
  basis: string;
  source: string;
  verified: boolean;
}
export interface KeyUnit {
  status?: Maybe<KeyStatus>;
  status_name?: Maybe<string>;
  on?: Maybe<CivilDate>;
  paper?: Maybe<string>;
  suggestion: 'yes' | 'no' | 'unknown';
  criteria: KeyCriterion[];
  note: string;
  differs: boolean;
}
export interface KeyDecision {
  version: number;
  status: KeyStatus;
  on: CivilDate;
  paper?: Maybe<string>;
}
export interface UnitDetail extends UnitRow {
  kind: string;
  kind_name: string;
  address: string;
  sector?: Maybe<string>;
  premises: number;
  version: number;
  legal_person?: Maybe<string>;
  manager?: Maybe<string>;
  phone_masked?: Maybe<string>;
  responsibles: ResponsibleRow[];
  may_write: boolean;
  history: FieldChange[];
  premises_list: PremisesRow[];
}
export interface UnitInput {
  name: string;
  credit_code?: Maybe<string>;
  kind: string;
  region: string;
  address: string;
  legal_person?: Maybe<string>;
  manager?: Maybe<string>;
  phone?: Maybe<string>;
  sector?: Maybe<string>;
}
export type DutyKind = 'industry' | 'direct' | 'source';
export interface MatrixKind {
  code: string;
  name: string;
  group_name: string;
  premises: number;
  unmapped: number;
  hole: boolean;
  double: boolean;
  shares: {
    department: string;
    department_name: string;
    duty: DutyKind;
    duty_name: string;
    basis: string;
    verified: boolean;
    valid_from?: Maybe<CivilDate>;
  }[];
}
export interface MatrixDepartment {
  code: string;
  name: string;
  industry: number;
  direct: number;
  source: number;
  premises: number;
  standing: { code: string; text: string; basis: string; verified: boolean }[];
}
export interface DutyDecision {
  id: Uuid;
  kind_name: string;
  department_name: string;
  principle: string;
  document: string;
  reason?: Maybe<string>;
  decided_on: CivilDate;
  valid_from: CivilDate;
  valid_to?: Maybe<CivilDate>;
}
export interface DutyMatrix {
  on: CivilDate;
  kinds: MatrixKind[];
  departments: MatrixDepartment[];
  decisions: DutyDecision[];
  holes: number;
  doubles: number;
  leads_without_standing: string[];
  standing_without_kind: string[];
  may_decide: boolean;
}
export interface NewDutyDecision {
  premises_kind: string;
  department: string;
  principle: 'who_governs' | 'who_does_most' | 'who_is_nearest';
  document: string;
  reason?: Maybe<string>;
  decided_on: CivilDate;
  valid_from: CivilDate;
}
