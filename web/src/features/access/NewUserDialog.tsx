import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import type { User } from '@/api/types';
import { peopleQuery } from '@/features/directory/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { addUser } from './adminQueries';

const text = t.system.users;
const required = { required: true, message: t.common.required };

interface Props {
  open: boolean;
  onClose: () => void;
  onMade: (user: User) => void;
}

/** Opens an account for somebody who has none; its first password comes back once. */
export function NewUserDialog({ open, onClose, onMade }: Props) {
  const cache = useQueryClient();
  const people = useQuery({ ...peopleQuery, enabled: open });
  const free = (people.data ?? []).filter((person) => !person.user);
  return (
    <FormDialog<{ login: string; person_id: string; valid_until?: string }, User>
      open={open}
      title={text.add}
      onClose={onClose}
      send={addUser}
      onDone={(user) => {
        for (const key of ['users', 'people']) void cache.invalidateQueries({ queryKey: [key] });
        onMade(user);
        onClose();
      }}
    >
      <Form.Item name="person_id" label={text.columns.person} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.common.choose}
          options={free.map((one) => ({
            value: one.id,
            label: [one.name, one.title, one.org?.name].filter(Boolean).join(' · '),
          }))}
        />
      </Form.Item>
      <Form.Item name="login" label={text.columns.login} extra={text.loginHint} rules={[required]}>
        <Input maxLength={32} autoComplete="off" />
      </Form.Item>
      <DateItem name="valid_until" label={`${text.columns.until} (${t.common.optional})`} />
      <p className="soft">{text.untilHint}</p>
    </FormDialog>
  );
}
