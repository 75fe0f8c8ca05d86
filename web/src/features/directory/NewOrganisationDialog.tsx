import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import type { NewOrganisation, Organisation } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { addOrganisation } from './queries';

interface Props {
  open: boolean;
  all: Organisation[];
  parent: string | undefined;
  onClose: () => void;
}

const text = t.system.organisations;
const required = { required: true, message: t.common.required };

export function NewOrganisationDialog({ open, all, parent, onClose }: Props) {
  const cache = useQueryClient();
  const kinds = useOrganisationKinds(all);
  return (
    <FormDialog<NewOrganisation, Organisation>
      open={open}
      title={text.add}
      onClose={onClose}
      send={addOrganisation}
      {...(parent ? { initial: { parent_id: parent } } : {})}
      onDone={() => {
        void cache.invalidateQueries({ queryKey: ['organisations'] });
        onClose();
      }}
    >
      <Form.Item name="name" label={text.name} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="short_name" label={text.shortName}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="kind" label={text.kind} rules={[required]}>
        <Select options={kinds} placeholder={t.common.choose} />
      </Form.Item>
      <Form.Item name="region_code" label={text.region} rules={[required]}>
        <RegionPicker />
      </Form.Item>
      <Form.Item name="parent_id" label={text.parent}>
        <OrganisationSelect all={all} />
      </Form.Item>
      <Form.Item name="is_fire_authority" valuePropName="checked">
        <Checkbox>{text.fireAuthority}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}

/** Kinds of bodies: the pack's list, or, where it has none, those in use. */
export function useOrganisationKinds(all: Organisation[]) {
  const { lists } = useMeta();
  const listed = lists.organisation_kinds?.map(({ code, name }) => ({ value: code, label: name }));
  return listed ?? [...new Map(all.map((one) => [one.kind, { value: one.kind, label: one.kind_name }])).values()];
}

interface SelectProps {
  id?: string;
  value?: string | string[];
  onChange?: (value: never) => void;
  all: Organisation[];
  multiple?: boolean;
}

/** Chooses among the bodies that still exist. */
export function OrganisationSelect({ all, multiple, ...bound }: SelectProps) {
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
