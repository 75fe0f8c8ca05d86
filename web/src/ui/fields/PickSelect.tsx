import { Select } from 'antd';
import { useState } from 'react';
import { useDebounced } from '../useDebounced';

export interface PickProps {
  id?: string;
  value?: string | string[];
  onChange?: (value: never) => void;
  multiple?: boolean;
}
interface Option {
  value: string;
  label: string;
}
interface Props extends PickProps {
  options: Option[];
  loading: boolean;
  onSearch: (typed: string) => void;
  placeholder: string;
}

/** What is typed, a little later, so that not every key asks the server. */
export function useTyped(): [string, (typed: string) => void] {
  const [typed, setTyped] = useState('');
  return [useDebounced(typed.trim(), 250), setTyped];
}

/** A choice out of more names than a list holds: typing finds them; what was chosen keeps its name. */
export function PickSelect({ id, value, onChange, multiple, options, loading, onSearch, placeholder }: Props) {
  const [kept, setKept] = useState<Option[]>([]);
  const shown = [...options, ...kept.filter((one) => !options.some((option) => option.value === one.value))];
  const choose = (chosen: string | string[] | null) => {
    const ids = Array.isArray(chosen) ? chosen : chosen ? [chosen] : [];
    setKept(shown.filter((option) => ids.includes(option.value)));
    onChange?.((chosen ?? undefined) as never);
  };
  return (
    <Select<string | string[] | null>
      {...(id ? { id } : {})}
      value={value ?? (multiple ? [] : null)}
      onChange={choose}
      showSearch={{ filterOption: false, onSearch }}
      loading={loading}
      placeholder={placeholder}
      options={shown}
      allowClear
      {...(multiple ? { mode: 'multiple' as const } : {})}
    />
  );
}
