import type { NewOrganisation, Organisation, Renaming, Reorganise } from '@/api/types';

export type Change = 'rename' | Reorganise['kind'];

/** What the dialog holds; each change reads its own part. */
export interface Values {
  organisation?: string;
  name?: string;
  from?: string[];
  successor?: 'existing' | 'new';
  into?: string;
  parts?: { name: string; region_code: string; posts?: string[]; work?: string[] }[];
  remains?: boolean;
  heir?: string;
  posts?: Record<string, string>;
  on: string;
  basis?: string;
}

export type Request = { rename: Renaming; id: string } | { reorganise: Reorganise };

/** The request a change makes. New bodies take kind and place above from the body they come from. */
export function requestOf(change: Change, values: Values, all: Organisation[]): Request {
  const id = values.organisation ?? '';
  const own = all.find((one) => one.id === id);
  const shared = { on: values.on, ...(values.basis ? { basis: values.basis } : {}) };
  switch (change) {
    case 'rename':
      return { id, rename: { version: own?.version ?? 0, name: values.name ?? '', from: values.on } };
    case 'merge': {
      const from = values.from ?? [];
      const first = all.find((one) => one.id === from[0]);
      const into =
        values.successor === 'new'
          ? { new: founded(first, values.name ?? '', first?.region_code ?? '') }
          : { existing: values.into ?? '' };
      return { reorganise: { kind: change, from, into, ...shared } };
    }
    case 'split': {
      const parts = (values.parts ?? []).map((part) => ({
        into: { new: founded(own, part.name, part.region_code) },
        posts: part.posts ?? [],
        ...(part.work?.length ? { work: part.work } : {}),
      }));
      return { reorganise: { kind: change, from: id, parts, remains: values.remains ?? false, ...shared } };
    }
    case 'close': {
      const posts = Object.entries(values.posts ?? {}).flatMap(([post, into]) => (into ? [{ post, into }] : []));
      const heir = values.heir ? { heir: values.heir } : {};
      return { reorganise: { kind: change, org: id, ...heir, posts, ...shared } };
    }
  }
}

/** Work a part may still take: what no other part took. A new line of the form may not have a value yet. */
export function freeWork<W extends { id: string }>(
  all: W[],
  parts: ({ work?: string[] } | undefined)[],
  at: number,
): W[] {
  const taken = new Set(parts.flatMap((part, index) => (index === at ? [] : (part?.work ?? []))));
  return all.filter((one) => !taken.has(one.id));
}

function founded(like: Organisation | undefined, name: string, region_code: string): NewOrganisation {
  return {
    name,
    region_code,
    kind: like?.kind ?? 'other',
    parent_id: like?.parent_id ?? null,
    is_fire_authority: like?.is_fire_authority ?? false,
  };
}
