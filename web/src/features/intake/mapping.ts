import type { Field, Mapping, TableMapping } from './types';

/** Fields in the groups they are offered in. */
export const FIELD_GROUPS: Record<'premises' | 'place' | 'unit' | 'other', Field[]> = {
  premises: ['name', 'kind', 'area', 'floors', 'height'],
  place: ['county', 'town', 'village', 'address', 'longitude', 'latitude', 'point'],
  unit: ['unit_name', 'credit_code', 'legal_person', 'manager', 'phone', 'resident_number'],
  other: ['other_text', 'other_integer', 'other_number', 'other_date', 'ignore'],
};
const REPEATED: Field[] = ['other_text', 'other_integer', 'other_number', 'other_date', 'ignore'];

/** Whether a table may have several columns of a field. */
export const repeats = (field: Field): boolean => REPEATED.includes(field);
/** Whether a column is kept beside the ledger's own. */
export const kept = (field: Field): boolean => repeats(field) && field !== 'ignore';

/** Tables with the same columns, by their places in the mapping: they are set together. */
export function together(mapping: Mapping): number[][] {
  const groups = new Map<string, number[]>();
  mapping.tables.forEach((table, at) => {
    const key = JSON.stringify(table.columns.map(({ column, title }) => [column, title]));
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  return [...groups.values()];
}

/** The mapping with a column of some tables meaning something else. */
export function withField(mapping: Mapping, tables: number[], column: number, field: Field): Mapping {
  const change = (table: TableMapping): TableMapping => ({
    ...table,
    columns: table.columns.map((one) => (one.column === column ? { ...one, field } : one)),
  });
  return { ...mapping, tables: mapping.tables.map((table, at) => (tables.includes(at) ? change(table) : table)) };
}

/** The mapping with a table taken or left. */
export const withTaken = (mapping: Mapping, at: number, taken: boolean): Mapping => ({
  ...mapping,
  tables: mapping.tables.map((table, place) => (place === at ? { ...table, taken } : table)),
});

export type Lack =
  | { is: 'table' }
  | { is: 'field'; sheet: string; field: Field; orDefault: boolean }
  | { is: 'twice'; sheet: string; field: Field };

/** What keeps a mapping from being checked, each once; the server asks for the same. */
export function lacks(mapping: Mapping): Lack[] {
  const taken = mapping.tables.filter((table) => table.taken);
  if (taken.length === 0) return [{ is: 'table' }];
  const found = new Map<string, Lack>();
  const add = (lack: Lack) => found.set(JSON.stringify(lack), lack);
  for (const { sheet, columns } of taken) {
    const fields = columns.map((column) => column.field);
    const has = (...any: Field[]) => any.some((field) => fields.includes(field));
    if (!has('name')) add({ is: 'field', sheet, field: 'name', orDefault: false });
    if (!has('address')) add({ is: 'field', sheet, field: 'address', orDefault: false });
    if (!has('kind') && !mapping.kind) add({ is: 'field', sheet, field: 'kind', orDefault: true });
    if (!has('town', 'village') && !mapping.region) add({ is: 'field', sheet, field: 'town', orDefault: true });
    for (const field of new Set(fields)) {
      if (!repeats(field) && fields.filter((one) => one === field).length > 1) add({ is: 'twice', sheet, field });
    }
  }
  return [...found.values()];
}
