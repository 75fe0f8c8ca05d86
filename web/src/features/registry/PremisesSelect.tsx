import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { client, take } from '@/api/client';
import { t } from '@/i18n';
import { regionPath } from '@/ui/format';
import { useDebounced } from '@/ui/useDebounced';
import { premisesQuery } from './queries';

interface Props {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
}

/** Finds a premises by name or address. */
export function PremisesSelect({ id, value, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 250);
  const found = useQuery({
    queryKey: ['premises', 'pick', q],
    queryFn: () => take(client.GET('/premises', { params: { query: { limit: 20, ...(q.length >= 2 ? { q } : {}) } } })),
  });
  const chosen = useQuery({ ...premisesQuery(value ?? ''), enabled: Boolean(value) });
  const rows = found.data?.items ?? [];
  const options = rows.map((row) => ({ value: row.id, label: `${row.name} · ${regionPath(row.region)}` }));
  if (chosen.data && !rows.some((row) => row.id === value)) {
    options.unshift({ value: chosen.data.id, label: chosen.data.name });
  }
  return (
    <Select
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? undefined)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      loading={found.isFetching}
      placeholder={t.registry.search}
      options={options}
    />
  );
}
