import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ApiKey, NewApiKey } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { instant, instantDay } from '@/ui/format';
import { OnceShown } from '@/ui/OnceShown';
import { Page, Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { TableState } from '@/ui/TableState';
import { addApiKey, apiKeysQuery, revokeApiKey } from './adminQueries';
import { useSession } from './queries';

const text = t.system.keys;
const required = { required: true, message: t.common.required };

const columns: TableColumnsType<ApiKey> = [
  { title: text.columns.name, dataIndex: 'name' },
  { title: text.columns.prefix, dataIndex: 'prefix', render: (prefix) => <code>{prefix}</code> },
  { title: text.columns.user, render: (_, key) => key.user?.login ?? t.common.dash },
  { title: text.columns.posts, render: (_, key) => key.posts.map((post) => post.name).join(t.common.comma) },
  { title: text.columns.created, dataIndex: 'created_at', render: instantDay },
  { title: text.columns.expires, render: (_, key) => (key.expires_at ? instantDay(key.expires_at) : text.noExpiry) },
  { title: text.columns.used, render: (_, key) => (key.last_used_at ? instant(key.last_used_at) : text.never) },
  { key: 'revoke', fixed: 'right', render: (_, key) => <Revoke apiKey={key} /> },
];

export default function ApiKeysPage() {
  const query = useQuery(apiKeysQuery);
  const cache = useQueryClient();
  const { posts } = useSession();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<ApiKey>();
  return (
    <Page
      title={text.title}
      permission="access.write"
      tools={
        <Button type="primary" onClick={() => setAdding(true)}>
          {text.add}
        </Button>
      }
    >
      <div className="stack">
        {made?.secret ? <OnceShown title={text.once} secret={made.secret} onClose={() => setMade(undefined)} /> : null}
        <Panel flush>
          <TableState query={query} columns={columns} empty={text.none} />
        </Panel>
      </div>
      <FormDialog<NewApiKey, ApiKey>
        open={adding}
        title={text.add}
        onClose={() => setAdding(false)}
        initial={{ valid_days: 90 }}
        send={addApiKey}
        onDone={(key) => {
          void cache.invalidateQueries({ queryKey: ['api-keys'] });
          setMade(key);
          setAdding(false);
        }}
      >
        <Form.Item name="name" label={text.columns.name} rules={[required]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="post_ids" label={text.columns.posts} extra={text.postsHint} rules={[required]}>
          <Select
            mode="multiple"
            options={posts.map((post) => ({ value: post.id, label: `${post.org_name} · ${post.name}` }))}
          />
        </Form.Item>
        <Form.Item name="valid_days" label={text.days} rules={[required]}>
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
      </FormDialog>
    </Page>
  );
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const { modal, message } = App.useApp();
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['api-keys'] }),
    onError: (error) => message.error(problemText(error)),
  });
  if (apiKey.revoked_at) return <span className="soft">{text.revoked(instantDay(apiKey.revoked_at))}</span>;
  const ask = () =>
    modal.confirm({
      title: `${text.revoke} ${apiKey.name}`,
      content: text.revokeConfirm,
      okButtonProps: { danger: true },
      onOk: () => revoke.mutate(),
    });
  return (
    <Button size="small" danger onClick={ask} loading={revoke.isPending}>
      {text.revoke}
    </Button>
  );
}
