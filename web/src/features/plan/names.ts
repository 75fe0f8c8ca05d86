import type { OutlineNode } from '@/api/types';
import { t } from '@/i18n';
import type { Owner } from './planQueries';

/** A node's number as a reader says it: clause numbers as they are, everything else by its kind. */
export function nodeName(node: Pick<OutlineNode, 'id' | 'kind'>): string {
  const digits = node.id.replace(/^\D*/, '');
  if (node.kind === 'title' || node.kind === 'preamble') return t.plan.kinds[node.kind] ?? node.id;
  if (node.kind === 'matter') return t.plan.matterNumber(digits);
  if (node.kind === 'annex') return t.plan.annexNumber(digits);
  if (node.kind === 'fragment') return t.plan.fragmentNumber(digits);
  if (node.kind === 'gap') return t.plan.gapNumber(digits);
  return node.id;
}

/** A clause id alone, for places without its node. */
export function clauseName(id: string): string {
  const kind = /^(fragment|matter|annex|gap|preamble|title)/.exec(id)?.[1];
  return kind ? nodeName({ id, kind } as OutlineNode) : id;
}

export const ownersOf = (owners: Owner[] | undefined, part: Owner['part']): Owner[] =>
  (owners ?? []).filter((owner) => owner.part === part);

export const owned = (owners: Owner[] | undefined): boolean =>
  ownersOf(owners, 'lead').some((owner) => owner.kind !== 'unknown');
