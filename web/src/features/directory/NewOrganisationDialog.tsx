import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import type { NewOrganisation, Organisation } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { OrganisationSelect } from './OrganisationSelect';
import { addOrganisation } from './queries';

interface Props {
  open: boolean;
  all: Organisation[];
  parent: string | undefined;
  onClose: () => void;
}

const text = t.system.organisations;
const kinds = Object.entries(text.organisationKinds).map(([value, label]) => ({ value, label }));
const required = { required: true, message: t.common.required };

export function NewOrganisationDialog({ open, all, parent, onClose }: Props) {
  const cache = useQueryClient();
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
