import { Select } from 'antd';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import type { PickProps } from './PickSelect';

/** Chooses departments of the pack, such as 教育 or 民政. */
export function DepartmentSelect({ multiple, ...bound }: PickProps) {
  const { lists } = useMeta();
  const options = (lists.departments ?? []).map((one) => ({ value: one.code, label: one.name }));
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
