import type { CivilDate, Coded, Instant, Maybe, Named, Uuid } from './base';
import type { CaseRow } from './casework';

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
  parent?: Maybe<string>;
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
      /** `work` lies with the body itself; what no part names is left to the server. */
      parts: { into: Successor; posts: Uuid[]; work?: Uuid[] }[];
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
  version: number;
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
  version: number;
}
export interface NewPerson {
  name: string;
  org_id: Uuid;
  title?: string;
  phone?: string;
  mail?: string;
}
export interface User {
  id: Uuid;
  login: string;
  person: Named;
  active: boolean;
  locked_until?: Maybe<Instant>;
  last_sign_in?: Maybe<Instant>;
  must_change_password: boolean;
  /** Last day it may sign in; none means for good. */
  valid_until?: Maybe<CivilDate>;
  expired: boolean;
  version: number;
  /** Present once, in the answer that made it. */
  one_time_password?: Maybe<string>;
}
export interface UserChanges {
  version: number;
  active?: boolean;
  reset_password?: boolean;
  unlock?: boolean;
  valid_until?: Maybe<CivilDate>;
  unlimited?: boolean;
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
