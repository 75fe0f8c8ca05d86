import { OPEN_CLASSES } from '@/features/casework/filter';
import { t } from '@/i18n';
import type { Over, TableSpec } from './queries';

export type Figure = TableSpec['figures'][number];
export type Preset = keyof typeof t.crosstab.presets;

/** Figures on offer; each is a value and conditions that hold beside those of the table. */
export const presets: Record<Over, { code: Preset; figure: Omit<Figure, 'name'> }[]> = {
  cases: [
    { code: 'all', figure: { value: 'count', filter: {} } },
    { code: 'open', figure: { value: 'count', filter: { state_class: OPEN_CLASSES } } },
    { code: 'closed', figure: { value: 'count', filter: { state_class: 'closed' } } },
    { code: 'overdue', figure: { value: 'count', filter: { overdue: 'true' } } },
    { code: 'major', figure: { value: 'count', filter: { mark: 'major' } } },
    { code: 'share', figure: { value: 'overdue_share', filter: {} } },
  ],
  premises: [
    { code: 'premises', figure: { value: 'count', filter: {} } },
    { code: 'area', figure: { value: 'area', filter: {} } },
    { code: 'hasOpen', figure: { value: 'count', filter: { has_open: 'true' } } },
    { code: 'hasMajor', figure: { value: 'count', filter: { major: 'true' } } },
  ],
};

const key = (figure: Omit<Figure, 'name'>) => JSON.stringify([figure.value ?? 'count', figure.filter ?? {}]);

/** The preset a figure was made from; none for one that came with a template of other hands. */
export function presetOf(over: Over, figure: Figure): Preset | undefined {
  return presets[over].find((preset) => key(preset.figure) === key(figure))?.code;
}

export function figureOf(over: Over, code: string): Figure | undefined {
  const preset = presets[over].find((one) => one.code === code);
  return preset ? { ...preset.figure, name: t.crosstab.presets[preset.code] } : undefined;
}

/** A table to begin with. */
export function freshSpec(over: Over): TableSpec {
  const first = presets[over][0];
  return {
    title: t.crosstab.defaultTitle[over],
    office: '',
    maker: '',
    over,
    filter: {},
    rows: ['region:county'],
    columns: over === 'cases' ? ['state_class'] : [],
    figures: first ? [{ ...first.figure, name: '' }] : [],
    period: null,
    as_of: null,
    compare: { last_year: false, change: false, cumulative: false },
    subtotals: true,
    totals: true,
    empty_rows: false,
    blank_zeros: false,
    sort: 'key',
  };
}

/** Adds a dimension to the rows or columns and takes it out of wherever it was; two at most, the newest stays. */
export function place(spec: TableSpec, dim: string, where: 'rows' | 'columns' | 'none'): TableSpec {
  const without = (list: string[] | undefined) => (list ?? []).filter((one) => one !== dim);
  const rows = without(spec.rows);
  const columns = without(spec.columns);
  if (where === 'rows') rows.push(dim);
  if (where === 'columns') columns.push(dim);
  return { ...spec, rows: rows.slice(-2), columns: columns.slice(-2) };
}

export const bases: Record<Over, (keyof typeof t.crosstab.bases)[]> = {
  cases: ['opened', 'closed', 'due'],
  premises: ['created', 'inspected'],
};
