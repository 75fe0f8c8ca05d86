import { t } from '@/i18n';
import type { Cell, Cells, Column, FilledRow, Layout, Return } from './types';

/** A row while it is typed. */
export interface Typed {
  key: string;
  cells: Cells;
}

export const place = (row: string, column: string): string => `${row}/${column}`;

/** Rows as they came, every fixed row there, one empty row where nothing was listed yet. */
export function typed(detail: Pick<Return, 'rows' | 'layout'>): Typed[] {
  const rows = detail.rows.map((row) => ({ key: row.key, cells: { ...(row.cells as Cells) } }));
  return detail.layout.rows === 'free' && rows.length === 0 ? [{ key: 'r1', cells: {} }] : rows;
}

/** Rows as they are sent: empty text is nothing. */
export const sendable = (rows: Typed[]): FilledRow[] =>
  rows.map((row) => ({
    key: row.key,
    cells: Object.fromEntries(
      Object.entries(row.cells).map(([code, value]) => [code, value === '' || value === undefined ? null : value]),
    ) as Record<string, never>,
  }));

/** A key no row has. */
export function freshKey(rows: Typed[]): string {
  let number = rows.length + 1;
  while (rows.some((row) => row.key === `r${number}`)) number += 1;
  return `r${number}`;
}

/** A number as it is typed: full-width digits, commas and blanks allowed; nothing else is a number. */
export function asNumber(value: Cell): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const plain = value
    .replace(/[０-９．－]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s]/g, '');
  if (plain === '') return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

/** The value of a formula column while the row is typed; the server computes it again. */
export function computed(column: Column, cells: Cells): number | undefined {
  const parts = (column.formula?.of ?? []).map((code) => asNumber(cells[code]));
  if (!column.formula || parts.every((part) => part === undefined)) return undefined;
  const micro = parts.map((part) => Math.round((part ?? 0) * 1e6));
  const [first = 0, second = 0, ...others] = micro;
  if (column.formula.op === 'sum') return micro.reduce((sum, part) => sum + part, 0) / 1e6;
  if (column.formula.op === 'difference')
    return (first - [second, ...others].reduce((sum, part) => sum + part, 0)) / 1e6;
  return second === 0 ? undefined : Math.round((first / second) * 10_000) / 100;
}

/** A cell as it is read. */
export function shown(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
  return typeof value === 'number' ? String(value) : value;
}

/** What a spreadsheet put on the clipboard, from a cell on; formula columns are stepped over. */
export function pasted(rows: Typed[], layout: Layout, at: { row: number; column: number }, clip: string): Typed[] {
  const lines = clip.replace(/\r/g, '').replace(/\n$/, '').split('\n');
  const next = rows.map((row) => ({ ...row, cells: { ...row.cells } }));
  const columns = layout.columns;
  lines.forEach((line, down) => {
    const index = at.row + down;
    if (index >= next.length) {
      if (layout.rows !== 'free') return;
      next.push({ key: freshKey(next), cells: {} });
    }
    const row = next[index];
    if (!row) return;
    line.split('\t').forEach((word, across) => {
      const column = columns[at.column + across];
      if (column && !column.formula) row.cells[column.code] = word.trim();
    });
  });
  return next;
}
