import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { Named } from '@/api/types';
import { t } from '@/i18n';
import { useDebounced } from '@/ui/useDebounced';
import { findUnits } from './queries';

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
  current: Named | undefined;
}

/** Finds a unit by name. */
export function UnitSelect({ id, value, onChange, current }: Props) {
  const [typed, setTyped] = useState('');
  const found = useQuery(findUnits(useDebounced(typed.trim(), 250)));
  const options = (found.data?.items ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
  if (current && !options.some((option) => option.value === current.id)) {
    options.unshift({ value: current.id, label: current.name });
  }
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? null)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={found.isFetching}
      placeholder={t.registry.form.unitHint}
      options={options}
    />
  );
}
