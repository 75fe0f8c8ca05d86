import type { Column, Layout } from './types';

export const emptyLayout = (): Layout => ({
  rows: 'one',
  columns: [{ code: 'c1', name: '', kind: 'number', required: true, total: 'sum', min: 0 }],
});

/** A column nobody has named yet, under a code no column has. */
export function newColumn(layout: Layout): Column {
  let number = layout.columns.length + 1;
  while (layout.columns.some((column) => column.code === `c${number}`)) number += 1;
  return { code: `c${number}`, name: '', kind: 'number', required: false, total: 'sum' };
}

/** Fixed rows, one a line: a code and a name, or only a name. */
export const itemsOf = (text: string): NonNullable<Layout['items']> =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line, index) => {
      const [, code, name] = /^([A-Za-z0-9_]+)\s+(.+)$/.exec(line) ?? [];
      return code && name ? { key: code, name: name.trim() } : { key: `x${index + 1}`, name: line };
    });

export const itemsText = (layout: Layout | undefined): string =>
  (layout?.items ?? []).map((item) => (/^x\d+$/.test(item.key) ? item.name : `${item.key} ${item.name}`)).join('\n');

/** The columns with one moved by a step. */
export function moved(columns: Column[], index: number, step: number): Column[] {
  const next = [...columns];
  const [one] = next.splice(index, 1);
  if (one) next.splice(index + step, 0, one);
  return next;
}
