import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { Person } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { OrganisationSelect } from './OrganisationSelect';
import { changePerson, erasePerson, organisationsQuery } from './queries';

const text = t.system.people;
const required = { required: true, whitespace: true, message: t.common.required };

interface Changes {
  name?: string;
  title?: string;
  phone?: string;
  mail?: string;
  org_id?: string;
}

/** Changes a person, or replaces what is personal about one who has left. */
export function PersonTools({ person }: { person: Person }) {
  const [open, setOpen] = useState<'edit' | 'erase'>();
  const organisations = useQuery({ ...organisationsQuery, enabled: open === 'edit' });
  const cache = useQueryClient();
  const done = () => {
    for (const key of ['people', 'users']) void cache.invalidateQueries({ queryKey: [key] });
    setOpen(undefined);
  };
  return (
    <div className="row">
      <Button size="small" onClick={() => setOpen('edit')}>
        {text.edit}
      </Button>
      <Button size="small" danger onClick={() => setOpen('erase')}>
        {text.erase}
      </Button>
      <FormDialog<Changes, unknown>
        open={open === 'edit'}
        title={`${text.edit} ${person.name}`}
        onClose={() => setOpen(undefined)}
        initial={{ name: person.name, title: person.title ?? '', org_id: person.org?.id ?? '' }}
        send={(values) => changePerson(person.id, { version: person.version, ...given(values) })}
        onDone={done}
      >
        <Form.Item name="name" label={text.columns.name} rules={[required]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="org_id" label={text.org} rules={[{ required: true, message: t.common.required }]}>
          <OrganisationSelect all={organisations.data ?? []} />
        </Form.Item>
        <Form.Item name="title" label={text.columns.title}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="phone" label={text.columns.phone} extra={text.keep}>
          <Input maxLength={20} inputMode="tel" placeholder={person.phone_masked ?? ''} />
        </Form.Item>
        <Form.Item name="mail" label={text.mail} extra={`${text.mailHint}${t.common.semicolon}${text.keep}`}>
          <Input maxLength={200} inputMode="email" />
        </Form.Item>
      </FormDialog>
      <FormDialog<{ reason: string }, unknown>
        open={open === 'erase'}
        title={`${text.erase} ${person.name}`}
        okText={text.erase}
        onClose={() => setOpen(undefined)}
        send={({ reason }) => erasePerson(person.id, { version: person.version, reason })}
        onDone={done}
      >
        <p>{text.eraseHint}</p>
        <Form.Item name="reason" label={text.reason} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      </FormDialog>
    </div>
  );
}

/** What was typed; an empty field leaves the value as it is. */
const given = (values: Changes): Changes =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
