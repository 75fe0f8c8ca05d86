import type { Field, StateClass } from './casework';

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

export interface SessionPost {
  id: Uuid;
  name: string;
  org_name: string;
  role: string;
  role_name: string;
  level: string;
  region_code?: Maybe<string>;
  region_name: string;
  /** Sectors the post is limited to. */
  sectors?: Maybe<string[]>;
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
  /** Who opens one by hand, and about what; absent: everybody with the permission, about anything. */
  opening?: { roles?: string[]; about?: 'any' | 'premises' | 'region' };
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
