/**
 * The shapes of the interface (docs/API.md). Until the generated snapshot `schema.ts` exists they are written by hand;
 * afterwards each line becomes `components['schemas'][...]` and nothing else in the application changes.
 * Absent and null mean the same, because the server leaves out or nulls optional values.
 */

export type Maybe<T> = T | null | undefined;
export type Uuid = string;
/** Civil date `YYYY-MM-DD` in Asia/Shanghai. */
export type CivilDate = string;
/** Instant, RFC 3339 in UTC. */
export type Instant = string;

export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: Maybe<string>;
  code?: string;
  fields?: Maybe<ProblemField[]>;
  hint?: Maybe<string>;
  current?: Maybe<CaseConflict>;
}
export interface ProblemField {
  pointer: string;
  code: string;
  message: string;
}
export interface CaseConflict {
  state: string;
  state_name: string;
  version: number;
  changed?: Maybe<{ field: string; from?: unknown; to?: unknown }[]>;
}

export interface Page<T> {
  items: T[];
  next?: Maybe<string>;
}
export interface Bounded {
  count: number;
  at_least: boolean;
}
export interface Named {
  id: Uuid;
  name: string;
}
export interface Coded {
  code: string;
  name: string;
}
export interface Place {
  longitude: number;
  latitude: number;
}
export interface RegionRef {
  code: string;
  name: string;
  /** Names from the city down, or one text joined with a slash. */
  path?: Maybe<string | string[]>;
}

// Session and meta ---------------------------------------------------------------------------------------------------

export interface SessionPost {
  id: Uuid;
  name: string;
  org_name: string;
  role: string;
  role_name: string;
  level: string;
  region_code?: Maybe<string>;
  region_name: string;
}
export interface Session {
  user: { id: Uuid; login: string; name: string };
  posts: SessionPost[];
  permissions: string[];
  csrf_token: string;
  must_change_password?: boolean;
  demo: boolean;
  synthetic: boolean;
  city_name: string;
  unread: number;
}
export interface RoleCard {
  login: string;
  name: string;
  role: string;
  role_name: string;
  post_name: string;
  org_name: string;
  region_name: string;
}
export interface ListEntry extends Coded {
  basis?: Maybe<string>;
  /** Not offered any more, still named where it was used. */
  retired?: boolean;
}
export interface PremisesKind extends Coded {
  /** Code of the list `premises_groups`. */
  group?: Maybe<string>;
  /** Kinds of GB 35181 by edition; see web/README.md. */
  judgement_kinds?: Maybe<Record<string, string[]>>;
}
export interface Lifecycle {
  kind: string;
  name: string;
  closing_word: string;
  initial: string;
  field?: Field[];
  state: { code: string; name: string; class: StateClass; line?: Maybe<number> }[];
  mark?: { code: string; name: string; danger?: boolean }[];
  action?: { code: string; name: string; field?: Field[] }[];
}
export interface Meta {
  city_name: string;
  synthetic: boolean;
  version: string;
  pack: { name: string; title: string };
  calendar: { covered_from: number | string; covered_to: number | string };
  lifecycles: Lifecycle[];
  lists: Record<string, ListEntry[]>;
  premises_kinds: PremisesKind[];
  roles: (Coded & { levels?: Maybe<string[]> })[];
  judgement: { editions: { code: string; from: CivilDate }[] };
  permissions: Coded[];
  /** Largest evidence file in bytes. */
  largest_file?: number;
}

export interface Region {
  code: string;
  name: string;
  level: string;
  parent?: Maybe<string>;
  has_children: boolean;
}

// Casework -----------------------------------------------------------------------------------------------------------

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
  | 'post';

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
  title: string;
  fields: FieldValues;
  evidence?: Maybe<Uuid[]>;
}
export interface CaseFilter {
  kind?: string;
  state_class?: string;
  state?: string;
  mark?: string;
  overdue?: boolean;
  due_before?: CivilDate;
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

// Judgement ----------------------------------------------------------------------------------------------------------

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

// Premises and units -------------------------------------------------------------------------------------------------

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

// Inspections --------------------------------------------------------------------------------------------------------

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
  evidence?: Maybe<Uuid[]>;
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

// Overview and plan --------------------------------------------------------------------------------------------------

export interface Figure {
  code: string;
  label: string;
  value: number;
  unit: string;
  tone: 'normal' | 'danger' | 'good';
  link?: Maybe<string>;
}
export interface RegionFigures {
  code: string;
  name: string;
  level: string;
  premises: number;
  open: number;
  overdue: number;
  major: number;
  closed_year: number;
  close_rate?: Maybe<number>;
}
export interface Overview {
  as_of: Instant;
  figures: Figure[];
  regions: RegionFigures[];
  overdue: CaseRow[];
  plan: { section: string; title: string; clauses: number; present: number; tasks: number }[];
  trend: { month: string; opened: number; closed: number }[];
}
export type OutlineStatus = 'present' | 'partial' | 'elided';
export interface OutlineNode {
  id: string;
  kind: 'title' | 'preamble' | 'section' | 'clause' | 'item' | 'fragment' | 'gap' | 'annex' | 'matter';
  parent?: Maybe<string>;
  level: number;
  heading?: Maybe<string>;
  text?: Maybe<string>;
  status?: Maybe<OutlineStatus>;
  certain?: Maybe<boolean>;
  candidates?: Maybe<string[]>;
  lines?: Maybe<number[]>;
  masked?: Maybe<number[]>;
  omitted_chars?: Maybe<number>;
}
export interface Department {
  name?: Maybe<string>;
  raw: string;
}
export interface TaskRecord {
  clause: string;
  text: string;
  lead: Department[];
  support: Department[];
  due: { kind: string; value?: Maybe<string>; raw: string }[];
  quantity: { min?: Maybe<number>; max?: Maybe<number>; unit: string; raw: string }[];
  coverage?: Maybe<{ share: number; raw: string }>;
  span: { lines: number[]; from: number; to: number };
}
export interface PlanSummary {
  sections: number;
  clauses: number;
  items: number;
  gaps: number;
  omitted_chars: number;
  tasks: number;
  unowned: number;
}
export interface PlanDocumentRow {
  id: Uuid;
  name: string;
  uploaded_at: Instant;
  uploaded_by: string;
  summary?: Maybe<PlanSummary>;
}
export interface PlanDocument extends PlanDocumentRow {
  lines: string[];
  nodes: OutlineNode[];
  tasks: TaskRecord[];
  summary: PlanSummary;
}
export interface ClauseRow {
  id: string;
  title: string;
  section: string;
  status: OutlineStatus;
  summary: string;
  screen?: Maybe<string>;
  api?: Maybe<string>;
  test?: Maybe<string>;
  built: boolean;
}

// Directory, access, audit, system -----------------------------------------------------------------------------------

export interface Organisation {
  id: Uuid;
  name: string;
  short_name?: Maybe<string>;
  kind: string;
  kind_name: string;
  region_code: string;
  region_name: string;
  parent_id?: Maybe<Uuid>;
  is_fire_authority: boolean;
  department?: Maybe<string>;
  sector?: Maybe<string>;
  names: { name: string; from: CivilDate; to?: Maybe<CivilDate> }[];
  open_cases: number;
  merged_into?: Maybe<Uuid>;
  valid_from: CivilDate;
  valid_to?: Maybe<CivilDate>;
  version: number;
}
export interface NewOrganisation {
  name: string;
  short_name?: Maybe<string>;
  kind: string;
  region_code: string;
  parent_id?: Maybe<Uuid>;
  sector?: Maybe<string>;
  is_fire_authority?: boolean;
}
/** Another name from a day on; the old one stays in the records of its time. */
export interface Renaming {
  version: number;
  name: string;
  from: CivilDate;
}
/** The body that follows: one that exists, or a new one. */
export type Successor = { existing: Uuid } | { new: NewOrganisation };
export type Reorganise =
  | { kind: 'merge'; from: Uuid[]; into: Successor; on: CivilDate; basis?: string }
  | {
      kind: 'split';
      from: Uuid;
      parts: { into: Successor; posts: Uuid[] }[];
      /** Whether the body goes on with the posts no part took. */
      remains: boolean;
      on: CivilDate;
      basis?: string;
    }
  | {
      kind: 'close';
      org: Uuid;
      heir?: Maybe<Uuid>;
      posts: { post: Uuid; into: Uuid }[];
      on: CivilDate;
      basis?: string;
    };
export interface Post {
  id: Uuid;
  name: string;
  org: Named;
  role: string;
  role_name: string;
  level: string;
  region_code: string;
  region_name: string;
  sectors?: Maybe<string[]>;
  holders: { person_id: Uuid; name: string; from: CivilDate; to?: Maybe<CivilDate> }[];
}
export interface NewPost {
  name: string;
  org_id: Uuid;
  role: string;
  level: string;
  region_code?: Maybe<string>;
  sectors?: string[];
}
/** Who takes a post and who gives it up. */
export interface HandOver {
  person_id?: Maybe<Uuid>;
  ends: Uuid[];
  from: CivilDate;
}
export interface Person {
  id: Uuid;
  name: string;
  phone_masked?: Maybe<string>;
  title?: Maybe<string>;
  org?: Maybe<Named>;
  posts: { id: Uuid; name: string; from: CivilDate; to?: Maybe<CivilDate> }[];
  user?: Maybe<{ id: Uuid; login: string; active: boolean }>;
}
export interface NewPerson {
  name: string;
  org_id: Uuid;
  title?: string;
  phone?: string;
}
export interface User {
  id: Uuid;
  login: string;
  person: Named;
  active: boolean;
  locked_until?: Maybe<Instant>;
  last_sign_in?: Maybe<Instant>;
  must_change_password: boolean;
  version: number;
  /** Present once, in the answer that made it. */
  one_time_password?: Maybe<string>;
}
export interface UserChanges {
  version: number;
  active?: boolean;
  reset_password?: boolean;
  unlock?: boolean;
}
export interface Role extends Coded {
  levels?: Maybe<string[]>;
  level_names?: Maybe<string[]>;
  permissions: Coded[];
}
export interface ApiKey {
  id: Uuid;
  name: string;
  /** Beginning of the key, to tell keys apart. */
  prefix: string;
  user?: Maybe<{ login: string; name?: Maybe<string> }>;
  posts: Named[];
  created_at: Instant;
  expires_at?: Maybe<Instant>;
  revoked_at?: Maybe<Instant>;
  last_used_at?: Maybe<Instant>;
  /** Present once, in the answer to POST. */
  secret?: Maybe<string>;
}
export interface NewApiKey {
  name: string;
  post_ids: Uuid[];
  valid_days: number;
}
export interface Notice {
  id: Uuid;
  at: Instant;
  title: string;
  text: string;
  case_id?: Maybe<Uuid>;
  read: boolean;
  channel: string;
  paste_text?: Maybe<string>;
}
export interface AuditRow {
  seq: number;
  at: Instant;
  actor: string;
  post?: Maybe<string>;
  action: string;
  object_kind: string;
  object_id?: Maybe<string>;
  summary: string;
  sealed: boolean;
  digest: string;
}
export interface AuditState {
  ok: boolean;
  records: number;
  sealed: number;
  first_bad?: Maybe<number>;
  message: string;
}
export interface Health {
  ok: boolean;
  version: string;
  database: { engine: string; ok: boolean; latency_ms: number; size_bytes?: Maybe<number> };
  jobs: { ready: number; running: number; failed: number; oldest_ready_seconds?: Maybe<number> };
  audit: { unsealed: number; sealed: number; last_anchor?: Maybe<Instant> };
  files?: Maybe<{ count: number; bytes: number }>;
  uptime_seconds: number;
}
