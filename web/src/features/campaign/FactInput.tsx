import { Input, InputNumber, Segmented, Select } from 'antd';
import type { ReactElement } from 'react';
import type { VocabularyInput } from '@/api/types';
import { t } from '@/i18n';

interface Props {
  input: VocabularyInput;
  value: unknown;
  note?: string;
  onChange: (value: unknown) => void;
}

/** One fact. Yes and no have a third word, "not recorded", because the standard tells them apart. */
export function FactInput({ input, value, note, onChange }: Props) {
  const id = `fact-${input.code}`;
  return (
    <div className="fact">
      <label htmlFor={id} className="fact__label">
        {input.label}
        {note ? <small className="soft">{` (${note})`}</small> : null}
      </label>
      {control(id, { input, value, onChange })}
      {input.hint ? <small className="soft">{input.hint}</small> : null}
    </div>
  );
}

function control(id: string, { input, value, onChange }: Omit<Props, 'note'>): ReactElement {
  const choices = (input.choices ?? []).map((choice) => ({ value: choice.code, label: choice.name }));
  const common = { id, 'aria-label': input.label, style: { width: '100%' } };
  switch (input.type) {
    case 'boolean':
      return (
        <Segmented
          aria-label={input.label}
          value={value === true ? 'yes' : value === false ? 'no' : 'unknown'}
          onChange={(word) => onChange(word === 'yes' ? true : word === 'no' ? false : null)}
          options={(['yes', 'no', 'unknown'] as const).map((word) => ({ value: word, label: t.common[word] }))}
        />
      );
    case 'integer':
    case 'number':
      return (
        <InputNumber
          {...common}
          min={0}
          {...(input.type === 'integer' ? { precision: 0 } : {})}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => onChange(number)}
          {...(input.unit ? { suffix: input.unit } : {})}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          allowClear
          placeholder={t.common.unknown}
          value={value ?? null}
          options={choices}
          onChange={(code) => onChange(code ?? null)}
        />
      );
    case 'choices':
      return (
        <Select
          {...common}
          mode="multiple"
          placeholder={t.common.unknown}
          value={Array.isArray(value) ? value : []}
          options={choices}
          onChange={(codes: string[]) => onChange(codes.length > 0 ? codes : null)}
        />
      );
    default:
      return (
        <Input
          {...common}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
  }
}
