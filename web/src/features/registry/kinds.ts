import type { Meta } from '@/api/types';

interface Option {
  value: string;
  label: string;
}

/** Kinds under their groups for a select; kinds without a group come first. */
export function kindOptions(kinds: Meta['premises_kinds']): (Option | { label: string; options: Option[] })[] {
  const loose: Option[] = [];
  const groups = new Map<string, Option[]>();
  for (const { code, name, group } of kinds) {
    const option = { value: code, label: name };
    if (group) groups.set(group, [...(groups.get(group) ?? []), option]);
    else loose.push(option);
  }
  return [...loose, ...[...groups].map(([label, options]) => ({ label, options }))];
}
