import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ApiKey } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { instant } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { TableState } from '@/ui/TableState';
import { useCopy } from '@/ui/useCopy';
import { addApiKey, apiKeysQuery, revokeApiKey } from './adminQueries';
import { useMeta, useSession } from './queries';

const text = t.system.keys;

export default function ApiKeysPage() {
  const query = useQuery(apiKeysQuery);
  const cache = useQueryClient();
  const { permissions } = useMeta();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<ApiKey>();
  const names = new Map(permissions.map((one) => [one.code, one.name]));
  const columns: TableColumnsType<ApiKey> = [
    { title: text.columns.name, dataIndex: 'name' },
    {
      title: text.columns.permissions,
      render: (_, key) => key.permissions?.map((code) => names.get(code) ?? code).join(t.common.comma) || t.common.all,
    },
    { title: text.columns.created, dataIndex: 'created_at', render: instant },
    { title: text.columns.expires, render: (_, key) => (key.expires_at ? instant(key.expires_at) : text.noExpiry) },
    { title: text.columns.used, render: (_, key) => (key.last_used_at ? instant(key.last_used_at) : text.never) },
    { key: 'revoke', fixed: 'right', render: (_, key) => <Revoke apiKey={key} /> },
  ];
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
        {made?.secret ? <Secret made={made} onClose={() => setMade(undefined)} /> : null}
        <Panel flush>
          <TableState query={query} columns={columns} empty={text.none} />
        </Panel>
      </div>
      <FormDialog<{ name: string; permissions?: string[] }, ApiKey>
        open={adding}
        title={text.add}
        onClose={() => setAdding(false)}
        send={addApiKey}
        onDone={(key) => {
          void cache.invalidateQueries({ queryKey: ['api-keys'] });
          setMade(key);
          setAdding(false);
        }}
      >
        <Form.Item name="name" label={text.columns.name} rules={[{ required: true, message: t.common.required }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="permissions"
          label={text.columns.permissions}
          extra={text.permissionsHint}
          rules={[{ required: true, message: t.common.required }]}
        >
          <Select
            mode="multiple"
            options={session.permissions.map((code) => ({ value: code, label: names.get(code) ?? code }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </FormDialog>
    </Page>
  );
}

/** The secret, once. It is in no list and no log, and leaves the screen with this notice. */
function Secret({ made, onClose }: { made: ApiKey; onClose: () => void }) {
  const copy = useCopy();
  return (
    <Alert
      type="warning"
      showIcon
      closable={{ onClose }}
      title={text.once}
      description={
        <div className="row">
          <code className="secret">{made.secret}</code>
          <Button size="small" onClick={() => copy(made.secret ?? '')}>
            {t.common.copy}
          </Button>
        </div>
      }
    />
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
