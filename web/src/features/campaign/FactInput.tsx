import { Input, InputNumber, Segmented, Select } from 'antd';
import type { ReactElement } from 'react';
import type { VocabularyInput, VocabularySystem } from '@/api/types';
import { t } from '@/i18n';
import { FaultsInput } from './FaultsInput';

interface Props {
  input: VocabularyInput;
  value: unknown;
  onChange: (value: unknown) => void;
  id?: string;
  note?: string;
  /** The systems of annex A, for inputs about them. */
  systems?: VocabularySystem[];
}

/** One fact. Yes and no have a third word, "not recorded", because the standard tells them apart. */
export function FactInput(props: Props) {
  const { input, note, id = `fact-${input.name}` } = props;
  return (
    <div className="fact">
      <label htmlFor={id} className="fact__label">
        {input.label}
        {note ? <small className="soft">{` (${note})`}</small> : null}
      </label>
      {control({ ...props, id })}
    </div>
  );
}

function control({ id, input, value, onChange, systems = [] }: Props & { id: string }): ReactElement {
  const common = { id, 'aria-label': input.label, style: { width: '100%' } };
  switch (input.type) {
    case 'bool':
      return <YesNo label={input.label} value={value} onChange={onChange} />;
    case 'number':
      return (
        <InputNumber
          {...common}
          min={0}
          {...(input.integer ? { precision: 0 } : {})}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => onChange(number)}
          {...(input.unit ? { suffix: input.unit } : {})}
        />
      );
    case 'enum':
      return (
        <Select
          {...common}
          allowClear
          placeholder={t.common.unknown}
          value={value ?? null}
          options={(input.values ?? []).map((one) => ({ value: one, label: one }))}
          onChange={(one) => onChange(one ?? null)}
        />
      );
    case 'systems':
      return (
        <Select
          {...common}
          mode="multiple"
          placeholder={t.common.unknown}
          value={Array.isArray(value) ? value : []}
          options={systems.map((system) => ({ value: system.id, label: system.label }))}
          onChange={(ids: string[]) => onChange(ids.length > 0 ? ids : null)}
        />
      );
    case 'faults':
      return <FaultsInput systems={systems} value={value} onChange={onChange} />;
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

interface YesNoProps {
  label: string;
  value: unknown;
  onChange: (value: boolean | null) => void;
}

export function YesNo({ label, value, onChange }: YesNoProps) {
  return (
    <Segmented
      aria-label={label}
      value={value === true ? 'yes' : value === false ? 'no' : 'unknown'}
      onChange={(word) => onChange(word === 'yes' ? true : word === 'no' ? false : null)}
      options={(['yes', 'no', 'unknown'] as const).map((word) => ({ value: word, label: t.common[word] }))}
    />
  );
}
