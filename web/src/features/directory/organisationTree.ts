import type { Organisation } from '@/api/types';

export interface OrganisationNode {
  key: string;
  title: string;
  organisation: Organisation;
  children: OrganisationNode[];
}

/** Bodies under their parents; a body whose parent is out of sight is a root. */
export function organisationTree(rows: Organisation[], words: string, ended: boolean): OrganisationNode[] {
  const kept = keep(rows, words.trim(), ended);
  const made = new Map<string, OrganisationNode>();
  for (const row of rows) {
    if (kept.has(row.id)) made.set(row.id, { key: row.id, title: row.name, organisation: row, children: [] });
  }
  const roots: OrganisationNode[] = [];
  for (const node of made.values()) {
    const parent = made.get(node.organisation.parent_id ?? '');
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** What matches, and everything above it. */
function keep(rows: Organisation[], words: string, ended: boolean): Set<string> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept = new Set<string>();
  for (const row of rows) {
    if (!ended && row.valid_to) continue;
    const names = [row.name, row.short_name ?? '', ...row.names.map((name) => name.name)];
    if (words && !names.some((name) => name.includes(words))) continue;
    for (let at: Organisation | undefined = row; at && !kept.has(at.id); at = byId.get(at.parent_id ?? ''))
      kept.add(at.id);
  }
  return kept;
}
