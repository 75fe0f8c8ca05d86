import { t } from '@/i18n';
import { number } from '@/ui/format';
import type { Side } from './types';

/** Letters of a column as office programs show them: 1 is A, 27 is AA. */
export function letters(column: number): string {
  let left = column;
  let text = '';
  while (left > 0) {
    text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
    left = Math.floor((left - 1) / 26);
  }
  return text;
}

/** What a side says under a title, as text; empty when it says nothing. */
export function said(side: Side, title: string): string {
  const value = side[title];
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
  return String(value);
}

const ORDER = t.intake.sideOrder;

/** Titles of all sides: those of the ledger in their own order, further columns after them. */
export function titles(sides: Side[]): string[] {
  const all = new Set(sides.flatMap((side) => Object.keys(side)));
  return [...ORDER.filter((title) => all.has(title)), ...[...all].filter((title) => !ORDER.includes(title))];
}

/** A row changes only what it says: an empty cell leaves the ledger as it is. */
export const differs = (file: Side, ledger: Side, title: string): boolean =>
  said(file, title) !== '' && said(file, title) !== said(ledger, title);
