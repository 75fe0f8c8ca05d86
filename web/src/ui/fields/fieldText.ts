import type { Field, FieldValues, Meta, Person3 } from '@/api/types';
import { t } from '@/i18n';
import { paperText } from './DocumentEditor';

/** The choices of a field in their order: its own, or a code list of the pack. */
export function choicesOf(
  field: Field,
  lists: Meta['lists'],
): { value: string; label: string; basis?: string; disabled?: boolean }[] {
  if (field.list) {
    return (lists[field.list] ?? []).map(({ code, name, basis, retired }) => ({
      value: code,
      label: name,
      ...(retired ? { disabled: true } : {}),
      ...(basis ? { basis } : {}),
    }));
  }
  return Object.entries(field.choices ?? {}).map(([value, label]) => ({ value, label }));
}

/** A field's value in words. */
export function fieldText(
  field: Field,
  value: unknown,
  lists: Meta['lists'],
  names: Record<string, string> = {},
): string {
  if (value === undefined || value === null || value === '') return t.common.dash;
  const word = (code: unknown) =>
    choicesOf(field, lists).find((choice) => choice.value === code)?.label ?? String(code);
  switch (field.type) {
    case 'boolean':
      return value ? t.common.yes : t.common.no;
    case 'choice':
      return word(value);
    case 'choices':
      return Array.isArray(value) ? value.map(word).join(t.common.comma) : word(value);
    case 'people':
      return peopleText(value);
    case 'post':
    case 'posts':
    case 'organisation':
    case 'organisations':
    case 'file':
      return listOf(value, (id) => names[id] ?? id);
    case 'department':
    case 'departments':
      return listOf(value, (code) => lists.departments?.find((one) => one.code === code)?.name ?? code);
    case 'document':
      return paperText(value) || t.common.dash;
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

const listOf = (value: unknown, name: (code: string) => string) =>
  (Array.isArray(value) ? value : [value]).map((one) => name(String(one))).join(t.common.comma);

export function peopleText(value: unknown): string {
  if (!Array.isArray(value)) return t.common.dash;
  return (value as Person3[])
    .map((person) => (person.title ? `${person.name} ${person.title}` : person.name))
    .join(t.common.comma);
}

/** Values without the ones nobody filled. */
export function filled(values: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}
