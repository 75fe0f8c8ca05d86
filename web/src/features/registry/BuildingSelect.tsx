import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { Named } from '@/api/types';
import { t } from '@/i18n';
import { useDebounced } from '@/ui/useDebounced';
import { findBuildings } from './queries';

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
  current: Named | undefined;
}

/** Finds a building by name or address. */
export function BuildingSelect({ id, value, onChange, current }: Props) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 250);
  const found = useQuery(findBuildings(q.length >= 2 ? q : ''));
  const options = (found.data?.items ?? []).map((row) => ({ value: row.id, label: `${row.name} · ${row.address}` }));
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
      placeholder={t.registry.buildings.pick}
      options={options}
    />
  );
}
