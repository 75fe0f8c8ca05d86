import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { NewPerson, Person } from '@/api/types';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { Page, Panel } from '@/ui/Page';
import { TableState } from '@/ui/TableState';
import { OrganisationSelect } from './OrganisationSelect';
import { PersonTools } from './PersonTools';
import { addPerson, organisationsQuery, peopleQuery } from './queries';

const text = t.system.people;

const columns: TableColumnsType<Person> = [
  { title: text.columns.name, dataIndex: 'name' },
  { title: text.org, render: (_, person) => person.org?.name ?? t.common.dash },
  { title: text.columns.title, dataIndex: 'title', render: (title) => title ?? t.common.dash },
  {
    title: text.columns.phone,
    dataIndex: 'phone_masked',
    render: (phone) => <span className="num">{phone ?? t.common.dash}</span>,
  },
  {
    title: text.columns.posts,
    render: (_, person) =>
      person.posts
        .filter((post) => !post.to)
        .map((post) => post.name)
        .join(t.common.comma) || t.common.dash,
  },
  {
    title: text.columns.account,
    render: (_, person) =>
      person.user ? (
        <span>
          {person.user.login} {person.user.active ? null : <span className="hint-mark">{t.system.users.inactive}</span>}
        </span>
      ) : (
        <span className="soft">{text.noAccount}</span>
      ),
  },
];

const tools: TableColumnsType<Person>[number] = {
  key: 'tools',
  fixed: 'right',
  render: (_, person) => <PersonTools person={person} />,
};

export default function PeoplePage() {
  const query = useQuery(peopleQuery);
  const [adding, setAdding] = useState(false);
  const organisations = useQuery({ ...organisationsQuery, enabled: adding });
  const cache = useQueryClient();
  const can = useCan();
  const [words, setWords] = useState('');
  const rows = (query.data ?? []).filter((person) =>
    [person.name, person.title ?? '', ...person.posts.map((post) => post.name)].some((word) =>
      word.includes(words.trim()),
    ),
  );
  const done = () => {
    void cache.invalidateQueries({ queryKey: ['people'] });
    setAdding(false);
  };
  return (
    <Page
      title={text.title}
      permission="directory.read"
      tools={
        can('directory.write') ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {text.add}
          </Button>
        ) : null
      }
    >
      <Panel flush>
        <div className="filters" data-search>
          <Input
            allowClear
            style={{ width: 280 }}
            placeholder={text.search}
            aria-label={text.search}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <TableState query={query} rows={rows} columns={can('directory.write') ? [...columns, tools] : columns} />
      </Panel>
      <FormDialog<NewPerson, Person>
        open={adding}
        title={text.add}
        onClose={() => setAdding(false)}
        send={addPerson}
        onDone={done}
      >
        <Form.Item name="name" label={text.columns.name} rules={[{ required: true, message: t.common.required }]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="org_id" label={text.org} rules={[{ required: true, message: t.common.required }]}>
          <OrganisationSelect all={organisations.data ?? []} />
        </Form.Item>
        <Form.Item name="title" label={text.columns.title}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="phone" label={text.columns.phone} extra={text.phoneHint}>
          <Input maxLength={20} inputMode="tel" />
        </Form.Item>
        <Form.Item name="mail" label={text.mail} extra={text.mailHint}>
          <Input maxLength={200} inputMode="email" />
        </Form.Item>
      </FormDialog>
    </Page>
  );
}
