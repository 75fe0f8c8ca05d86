import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import type { User } from '@/api/types';
import { peopleQuery } from '@/features/directory/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { addUser, changeUser } from './adminQueries';

const text = t.system.users;
const required = { required: true, message: t.common.required };
const long = { min: 12, message: t.access.passwordForm.rule };

function useUsersChanged(onClose: () => void) {
  const cache = useQueryClient();
  return () => {
    for (const key of ['users', 'people']) void cache.invalidateQueries({ queryKey: [key] });
    onClose();
  };
}

export function NewUserDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const people = useQuery({ ...peopleQuery, enabled: open });
  const free = (people.data ?? []).filter((person) => !person.user);
  return (
    <FormDialog<{ login: string; person_id: string; password: string }, User>
      open={open}
      title={text.add}
      onClose={onClose}
      send={addUser}
      onDone={useUsersChanged(onClose)}
    >
      <Form.Item name="person_id" label={text.columns.person} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.common.choose}
          options={free.map((one) => ({ value: one.id, label: [one.name, one.title].filter(Boolean).join(' · ') }))}
        />
      </Form.Item>
      <Form.Item name="login" label={text.columns.login} rules={[required]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="password" label={text.password} extra={text.passwordHint} rules={[required, long]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </FormDialog>
  );
}

export function ResetDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  return (
    <FormDialog<{ password: string }, User>
      open={Boolean(user)}
      title={`${text.reset} ${user?.login ?? ''}`}
      onClose={onClose}
      send={({ password }) => changeUser(user?.id ?? '', { password })}
      onDone={useUsersChanged(onClose)}
    >
      <Form.Item name="password" label={text.newPassword} extra={text.passwordHint} rules={[required, long]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </FormDialog>
  );
}
