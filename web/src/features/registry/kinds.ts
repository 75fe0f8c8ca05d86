import type { Meta } from '@/api/types';

interface Option {
  value: string;
  label: string;
}

/** Kinds under their groups for a select; kinds without a group come first. */
export function kindOptions({
  premises_kinds,
  lists,
}: Pick<Meta, 'premises_kinds' | 'lists'>): (Option | { label: string; options: Option[] })[] {
  const loose: Option[] = [];
  const groups = new Map<string, Option[]>();
  const named = new Map(lists.premises_groups?.map((one) => [one.code, one.name]));
  for (const { code, name, group: of } of premises_kinds) {
    const option = { value: code, label: name };
    const group = of ? (named.get(of) ?? of) : undefined;
    if (group) groups.set(group, [...(groups.get(group) ?? []), option]);
    else loose.push(option);
  }
  return [...loose, ...[...groups].map(([label, options]) => ({ label, options }))];
}
