import { Select } from 'antd';
import type { Organisation } from '@/api/types';
import { t } from '@/i18n';

interface Props {
  id?: string;
  value?: string | string[];
  onChange?: (value: never) => void;
  all: Organisation[];
  multiple?: boolean;
}

/** Chooses among the bodies that still exist. */
export function OrganisationSelect({ all, multiple, ...bound }: Props) {
  const options = all
    .filter((one) => !one.valid_to)
    .map((one) => ({ value: one.id, label: `${one.name} · ${one.region_name}` }));
  return (
    <Select
      {...(bound as object)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t.common.choose}
      allowClear
      {...(multiple ? { mode: 'multiple' as const } : {})}
    />
  );
}
