import { Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { t } from '@/i18n';
import { DimPicker } from './DimPicker';
import type { TableSpec } from './queries';
import { bases, figureOf, presetOf, presets } from './spec';

interface Props {
  spec: TableSpec;
  change: (spec: TableSpec) => void;
}

const text = t.crosstab;

/** Everything about a table but its list and filter. */
export function Builder({ spec, change }: Props) {
  const set = (part: Partial<TableSpec>) => change({ ...spec, ...part });
  return (
    <div className="builder">
      <DimPicker spec={spec} change={change} />
      <Field label={text.figures}>
        <Select
          mode="multiple"
          aria-label={text.figures}
          placeholder={text.figuresHint}
          maxCount={4}
          value={spec.figures.map((figure) => presetOf(spec.over, figure) ?? figure.name ?? '')}
          options={presets[spec.over].map((one) => ({ value: one.code, label: text.presets[one.code] }))}
          onChange={(codes: string[]) => {
            const kept = (code: string) =>
              spec.figures.find((one) => (presetOf(spec.over, one) ?? one.name) === code) ?? figureOf(spec.over, code);
            set({ figures: codes.map(kept).filter((one) => one !== undefined) });
          }}
        />
      </Field>
      <Period spec={spec} set={set} />
      <Field label={text.compare}>
        <Flags
          value={spec.compare ?? {}}
          names={{ last_year: text.lastYear, change: text.change, cumulative: text.cumulative }}
          onChange={(compare) => set({ compare })}
        />
      </Field>
      <Field label={text.shape}>
        <Flags
          value={spec as unknown as Record<string, boolean>}
          names={{
            subtotals: text.subtotals,
            totals: text.totals,
            empty_rows: text.emptyRows,
            blank_zeros: text.blankZeros,
          }}
          onChange={(flags) => set(flags)}
        />
      </Field>
      <Field label={text.sort}>
        <Select
          aria-label={text.sort}
          value={spec.sort ?? 'key'}
          options={Object.entries(text.sorts).map(([value, label]) => ({ value, label }))}
          onChange={(sort) => set({ sort: sort as NonNullable<TableSpec['sort']> })}
        />
      </Field>
      <Field label={text.tableTitle}>
        <Input
          aria-label={text.tableTitle}
          maxLength={80}
          value={spec.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Field>
      <Field label={text.office}>
        <Input
          aria-label={text.office}
          maxLength={60}
          placeholder={text.officeHint}
          value={spec.office ?? ''}
          onChange={(event) => set({ office: event.target.value })}
        />
      </Field>
      <Field label={text.maker}>
        <Input
          aria-label={text.maker}
          maxLength={30}
          placeholder={text.makerHint}
          value={spec.maker ?? ''}
          onChange={(event) => set({ maker: event.target.value })}
        />
      </Field>
    </div>
  );
}

function Field({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="builder__field">
      <span className="builder__label">{label}</span>
      {children}
    </div>
  );
}

function Period({ spec, set }: { spec: TableSpec; set: (part: Partial<TableSpec>) => void }) {
  const { period } = spec;
  const basis = period?.basis ?? bases[spec.over][0] ?? 'opened';
  return (
    <>
      <Field label={text.period}>
        <DatePicker.RangePicker
          aria-label={text.period}
          placeholder={[t.common.date.from, t.common.date.to]}
          value={period ? [dayjs(period.from), dayjs(period.to)] : null}
          onChange={(range) => {
            const [from, to] = [range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD')];
            set(
              from && to
                ? { period: { from, to, basis } }
                : { period: null, compare: { last_year: false, change: false, cumulative: false } },
            );
          }}
        />
      </Field>
      {period ? (
        <Field label={text.basis}>
          <Select
            aria-label={text.basis}
            value={basis}
            options={bases[spec.over].map((value) => ({ value, label: text.bases[value] }))}
            onChange={(chosen) => set({ period: { ...period, basis: chosen } })}
          />
        </Field>
      ) : null}
      <Field label={text.asOf}>
        <DatePicker
          aria-label={text.asOf}
          title={text.asOfHint}
          value={spec.as_of ? dayjs(spec.as_of) : null}
          onChange={(day) => set({ as_of: day ? day.format('YYYY-MM-DD') : null })}
        />
      </Field>
    </>
  );
}

interface FlagsProps<K extends string> {
  value: { [key in K]?: boolean };
  names: Record<K, string>;
  onChange: (value: Record<K, boolean>) => void;
}

function Flags<K extends string>({ value, names, onChange }: FlagsProps<K>) {
  const keys = Object.keys(names) as K[];
  return (
    <Checkbox.Group
      value={keys.filter((key) => value[key])}
      options={keys.map((key) => ({ value: key, label: names[key] }))}
      onChange={(on) =>
        onChange(Object.fromEntries(keys.map((key) => [key, (on as string[]).includes(key)])) as Record<K, boolean>)
      }
    />
  );
}
