import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { t } from '@/i18n';
import { moved } from './draw';
import { MEASURES, measureName } from './measures';
import type { Column, Layout } from './types';

const text = t.report.design;

interface Props {
  layout: Layout;
  /** The layout before, when this becomes a new one: columns can be made of its columns. */
  before: Layout | undefined;
  onChange: (columns: Column[]) => void;
}

/** Columns one under the other, each on a line of its own with what it means below. */
export function ColumnEditor({ layout, before, onChange }: Props) {
  const { columns } = layout;
  const set = (index: number, part: Partial<Column>) =>
    onChange(columns.map((column, at) => (at === index ? { ...column, ...part } : column)));
  return (
    <ol className="report-columns">
      {columns.map((column, index) => (
        <li key={column.code}>
          <ColumnLine
            column={column}
            layout={layout}
            before={before}
            number={index + 1}
            onChange={(part) => set(index, part)}
          />
          <span className="report-columns__tools">
            <Button
              size="small"
              type="text"
              aria-label={text.up}
              icon={<ArrowUpOutlined />}
              disabled={index === 0}
              onClick={() => onChange(moved(columns, index, -1))}
            />
            <Button
              size="small"
              type="text"
              aria-label={text.down}
              icon={<ArrowDownOutlined />}
              disabled={index === columns.length - 1}
              onClick={() => onChange(moved(columns, index, 1))}
            />
            <Button
              size="small"
              type="text"
              aria-label={text.remove}
              icon={<DeleteOutlined />}
              disabled={columns.length === 1}
              onClick={() => onChange(columns.filter((_, at) => at !== index))}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}

interface LineProps {
  column: Column;
  layout: Layout;
  before: Layout | undefined;
  number: number;
  onChange: (part: Partial<Column>) => void;
}

function ColumnLine({ column, layout, before, number, onChange }: LineProps) {
  const words = text.column;
  const source = column.formula ? 'formula' : column.measure ? 'ledger' : 'typed';
  const plain = layout.columns.filter(
    (other) => other.code !== column.code && other.kind === 'number' && !other.formula,
  );
  const label = (name: string) => `${number} ${name}`;
  const turn = (next: string) =>
    onChange({
      formula: next === 'formula' ? { op: 'sum', of: [] } : null,
      measure: next === 'ledger' ? (MEASURES.opened ?? null) : null,
      ...(next === 'typed' ? {} : { kind: 'number' as const }),
    });
  return (
    <div className="report-column">
      <Input
        value={column.name}
        aria-label={label(words.name)}
        placeholder={words.name}
        onChange={(event) => onChange({ name: event.target.value })}
        className="report-column__name"
      />
      <Input
        value={column.group ?? ''}
        aria-label={label(words.group)}
        placeholder={words.group}
        onChange={(event) => onChange({ group: event.target.value || null })}
      />
      <Select
        value={column.kind ?? 'number'}
        aria-label={label(words.kind)}
        disabled={source !== 'typed'}
        onChange={(kind) => onChange({ kind })}
        options={Object.entries(t.report.kinds).map(([value, name]) => ({
          value: value as NonNullable<Column['kind']>,
          label: name,
        }))}
      />
      <Input
        value={column.unit ?? ''}
        aria-label={label(words.unit)}
        placeholder={words.unit}
        onChange={(event) => onChange({ unit: event.target.value || null })}
      />
      <Select
        value={source}
        aria-label={label(words.source)}
        onChange={turn}
        options={Object.entries(text.source).map(([value, name]) => ({ value, label: name }))}
      />
      {source === 'typed' ? (
        <Checkbox checked={column.required ?? false} onChange={(event) => onChange({ required: event.target.checked })}>
          {words.required}
        </Checkbox>
      ) : (
        <span />
      )}
      <Input
        value={column.definition ?? ''}
        aria-label={label(words.definition)}
        placeholder={words.definition}
        onChange={(event) => onChange({ definition: event.target.value || null })}
        className="report-column__wide"
      />
      <span className="report-column__more">
        {column.kind === 'number' && source === 'typed' ? (
          <>
            <InputNumber
              value={column.min ?? null}
              aria-label={label(words.min)}
              placeholder={words.min}
              onChange={(min) => onChange({ min })}
            />
            <InputNumber
              value={column.max ?? null}
              aria-label={label(words.max)}
              placeholder={words.max}
              onChange={(max) => onChange({ max })}
            />
          </>
        ) : null}
        {column.kind === 'choice' ? (
          <Input
            value={(column.choices ?? []).join(t.common.comma)}
            aria-label={label(words.choices)}
            placeholder={words.choices}
            onChange={(event) => onChange({ choices: event.target.value.split(/[、,，]/) })}
          />
        ) : null}
        {column.formula ? (
          <>
            <Select
              value={column.formula.op}
              aria-label={label(words.source)}
              onChange={(op) => onChange({ formula: { op, of: column.formula?.of ?? [] } })}
              options={Object.entries(text.formula).map(([value, name]) => ({
                value: value as 'sum' | 'difference' | 'ratio',
                label: name,
              }))}
              style={{ width: 120 }}
            />
            <Select
              mode="multiple"
              value={column.formula.of}
              aria-label={label(text.of)}
              placeholder={text.of}
              onChange={(of) => onChange({ formula: { op: column.formula?.op ?? 'sum', of } })}
              options={plain.map((other) => ({ value: other.code, label: other.name || other.code }))}
              style={{ minWidth: 220 }}
            />
          </>
        ) : null}
        {column.measure ? (
          <Select
            value={measureName(column.measure) ?? ''}
            aria-label={label(words.source)}
            onChange={(name) => onChange({ measure: MEASURES[name] ?? null })}
            options={Object.entries(text.measures)
              .filter(([name]) => name !== 'premisesKind' || layout.rows === 'fixed')
              .map(([value, name]) => ({ value, label: name }))}
            style={{ minWidth: 260 }}
          />
        ) : null}
        {before && !before.columns.some((old) => old.code === column.code) ? (
          <Select
            mode="multiple"
            value={column.was ?? []}
            aria-label={label(words.was)}
            placeholder={words.was}
            onChange={(was) => onChange({ was })}
            options={before.columns.map((old) => ({ value: old.code, label: old.name }))}
            style={{ minWidth: 240 }}
          />
        ) : null}
      </span>
    </div>
  );
}
