import type { CivilDate, Coded, Instant, Maybe, Named, Place, RegionRef, Uuid } from './base';

export type StateClass = 'open' | 'planned' | 'doing' | 'reported' | 'verifying' | 'closed' | 'waiting' | 'void';

export type FieldType =
  | 'text'
  | 'long_text'
  | 'integer'
  | 'date'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'people'
  | 'post'
  | 'posts'
  | 'organisation'
  | 'organisations'
  | 'department'
  | 'departments'
  | 'document'
  | 'file';

export interface Field {
  code: string;
  label: string;
  type: FieldType;
  required?: boolean;
  max?: Maybe<number>;
  min?: Maybe<number>;
  choices?: Maybe<Record<string, string>>;
  list?: Maybe<string>;
  hint?: Maybe<string>;
}
export type FieldValues = Record<string, unknown>;

export interface CaseMark extends Coded {
  on?: Maybe<CivilDate>;
  danger: boolean;
}
export interface CaseRow {
  id: Uuid;
  number: string;
  kind: string;
  kind_name: string;
  title: string;
  state: string;
  state_name: string;
  state_class: StateClass;
  marks: CaseMark[];
  due_date?: Maybe<CivilDate>;
  due_in_days?: Maybe<number>;
  overdue: boolean;
  provisional_due: boolean;
  premises?: Maybe<Named>;
  unit?: Maybe<Named>;
  region: RegionRef;
  sector?: Maybe<string>;
  sector_name?: Maybe<string>;
  /** Came closed out of an old ledger, verified by nobody here. */
  historical: boolean;
  opened_at: Instant;
  closed_at?: Maybe<Instant>;
  version: number;
}
export interface LineState {
  code: string;
  name: string;
  class: StateClass;
  reached_on?: Maybe<CivilDate>;
  current: boolean;
}
export type ClockState = 'running' | 'overdue' | 'suspended' | 'met' | 'met_late';
export interface CaseClock {
  code: string;
  name: string;
  basis: string;
  source?: Maybe<string>;
  certainty: 'verified' | 'unverified';
  started_on: CivilDate;
  due_date?: Maybe<CivilDate>;
  due_at?: Maybe<Instant>;
  provisional: boolean;
  state: ClockState;
  remaining_working_days?: Maybe<number>;
  extended_from?: Maybe<CivilDate>;
}
export interface EvidenceNeed {
  min: number;
  stage: string;
  label: string;
}
export interface CaseAction {
  code: string;
  name: string;
  allowed: boolean;
  why_not: string[];
  fields: Field[];
  evidence?: Maybe<EvidenceNeed>;
  collective_min?: Maybe<number>;
  danger: boolean;
  hint?: Maybe<string>;
}
export type EvidenceGrade = 'captured' | 'uploaded' | 'entered';
export interface EvidenceFile {
  id: Uuid;
  name: string;
  media_type: string;
  size: number;
  sm3: string;
  stage: string;
  note?: Maybe<string>;
  taken_at?: Maybe<Instant>;
  uploaded_at: Instant;
  uploaded_by: string;
  grade: EvidenceGrade;
  grade_name: string;
  place?: Maybe<Place>;
  /** The same bytes prove another case too. */
  reused: boolean;
  reused_in?: string[];
  url: string;
  thumbnail_url?: Maybe<string>;
}
export interface Person3 {
  name: string;
  title: string;
}
export interface TimelineEntry {
  id: Uuid;
  at: Instant;
  on_date: CivilDate;
  actor: { name: string; post?: Maybe<string>; org?: Maybe<string> };
  action: string;
  action_name: string;
  from_state?: Maybe<string>;
  to_state?: Maybe<string>;
  from_name?: Maybe<string>;
  to_name?: Maybe<string>;
  note?: Maybe<string>;
  fields: FieldValues;
  evidence: EvidenceFile[];
  people?: Maybe<Person3[]>;
}
export interface CaseDetail extends CaseRow {
  fields: FieldValues;
  field_defs: Field[];
  line: LineState[];
  clocks: CaseClock[];
  actions: CaseAction[];
  evidence: EvidenceFile[];
  suggestion?: Maybe<Judgement>;
  inspection_id?: Maybe<Uuid>;
  timeline: TimelineEntry[];
  pack: { name: string; lifecycle_hash: string };
  documents: { code: string; title: string; number?: Maybe<string>; issued_on: CivilDate }[];
  requests: RequestLine[];
  closing_word: string;
  owner?: Maybe<{ post: Uuid; name: string; organisation: string }>;
  source?: Maybe<{ kind: string; id: Uuid }>;
  /** Names of the posts, organisations and files the forms speak of. */
  names: Record<Uuid, string>;
}
export type Reply = 'received' | 'agreed' | 'remarks' | 'signed' | 'refused';
/** One addressee of a request: a receipt, an opinion or a signature. */
export interface RequestLine {
  id: Uuid;
  code: string;
  name: string;
  kind: 'receipt' | 'opinion' | 'countersign';
  organisation: string;
  post: string;
  asked_at: Instant;
  reply_by?: Maybe<CivilDate>;
  state: 'waiting' | 'answered' | 'silent' | 'withdrawn';
  overdue: boolean;
  current: boolean;
  mine: boolean;
  reply?: Maybe<Reply>;
  reply_name?: Maybe<string>;
  opinion?: Maybe<string>;
  answered_at?: Maybe<Instant>;
  answerer?: Maybe<string>;
  file?: Maybe<EvidenceFile>;
}
export interface Act {
  action: string;
  version: number;
  fields: FieldValues;
  evidence: Uuid[];
  note?: Maybe<string>;
}
export interface OpenCase {
  kind: string;
  premises_id?: Maybe<Uuid>;
  region?: Maybe<string>;
  sector?: Maybe<string>;
  title: string;
  fields: FieldValues;
  evidence?: Uuid[];
}
export interface CaseFilter {
  kind?: string;
  state_class?: string;
  state?: string;
  mark?: string;
  overdue?: boolean;
  due_before?: CivilDate;
  due_from?: CivilDate;
  closed_from?: CivilDate;
  closed_to?: CivilDate;
  source_kind?: string;
  source?: Uuid;
  history?: 'without' | 'with' | 'only';
  opened_from?: CivilDate;
  opened_to?: CivilDate;
  region?: string;
  sector?: string;
  premises?: Uuid;
  unit?: Uuid;
  q?: string;
  order?: 'due' | 'opened' | '-opened';
}
export interface TreeRow {
  code: string;
  name: string;
  level: string;
  parent?: Maybe<string>;
  count: number;
  overdue: number;
}

export interface JudgementReason {
  clause: string;
  facts?: unknown;
  threshold?: Maybe<string>;
  text: string;
}
export interface Judgement {
  edition: string;
  verdict: 'major' | 'not_major';
  route?: Maybe<'direct' | 'comprehensive' | 'excluded'>;
  direct: string[];
  comprehensive: string[];
  by: string[];
  excluded_elements: string[];
  premises_exclusion: string[];
  unknown: string[];
  reasons: JudgementReason[];
  unknown_labels: { input: string; label: string }[];
  advisory: string;
}
export type FactType = 'bool' | 'number' | 'enum' | 'kinds' | 'systems' | 'faults' | 'flags';
export interface VocabularyInput {
  /** Key in `facts`. */
  name: string;
  label: string;
  type: FactType;
  unit?: Maybe<string>;
  /** What an `enum` may be. */
  values?: Maybe<string[]>;
  integer?: boolean;
  /** Clauses and exclusions that look at it. */
  elements?: Maybe<string[]>;
}
export interface Labelled {
  id: string;
  label: string;
}
export interface VocabularySystem extends Labelled {
  faults: { id: string; text: string }[];
}
export interface Vocabulary {
  edition: string;
  standard: string;
  kinds: Labelled[];
  /** The systems of annex A and their faults. */
  systems: VocabularySystem[];
  /** What can be recorded of a single element. */
  flags: VocabularyInput[];
  inputs: VocabularyInput[];
}
export interface JudgementQuestion {
  date: CivilDate;
  facts: FieldValues;
  kinds: string[];
}
