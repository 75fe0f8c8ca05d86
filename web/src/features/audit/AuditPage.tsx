import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, type TableColumnsType } from 'antd';
import { client, take } from '@/api/client';
import type { AuditRow } from '@/api/types';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { ErrorNote } from '@/ui/ErrorNote';
import { instant, number } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';

const text = t.system.audit;

interface Row extends AuditRow {
  id: string;
}

const columns: TableColumnsType<Row> = [
  { title: text.columns.seq, dataIndex: 'seq', width: 80, align: 'right', render: number },
  { title: text.columns.at, dataIndex: 'at', width: 150, render: (at) => <span className="num">{instant(at)}</span> },
  {
    title: text.columns.actor,
    width: 170,
    render: (_, row) => (
      <>
        {row.actor}
        <div className="soft">{row.post}</div>
      </>
    ),
  },
  { title: text.columns.action, dataIndex: 'action', width: 150 },
  {
    title: text.columns.object,
    width: 150,
    render: (_, row) => <AuditObject row={row} />,
  },
  { title: text.columns.summary, dataIndex: 'summary', width: 300 },
  {
    title: text.columns.sealed,
    width: 90,
    render: (_, row) => (row.sealed ? `● ${text.sealed}` : `○ ${text.unsealed}`),
  },
  {
    title: text.columns.digest,
    width: 130,
    render: (_, row) => <code title={row.digest}>{row.digest.slice(0, 12)}</code>,
  },
];

export default function AuditPage() {
  const [search, change] = useFilters();
  const filter = {
    ...(search.object_kind ? { object_kind: search.object_kind } : {}),
    ...(search.object_id ? { object_id: search.object_id } : {}),
  };
  const list = useKeyset<Row>(['audit', filter], async (page) => {
    const read = await take(client.GET('/audit', { params: { query: { ...filter, ...page } } }));
    return { ...read, items: read.items.map((row) => ({ ...row, id: String(row.seq) })) };
  });
  return (
    <Page title={text.title} subtitle={text.subtitle} permission="audit.read">
      <div className="stack">
        <Verify />
        <Panel flush>
          <div className="filters" data-search>
            {(['object_kind', 'object_id'] as const).map((key) => (
              <Input.Search
                key={key}
                allowClear
                style={{ width: 220 }}
                placeholder={text[key]}
                aria-label={text[key]}
                defaultValue={search[key] ?? ''}
                onSearch={(words) => change({ [key]: words.trim() || undefined })}
              />
            ))}
          </div>
          <KeysetTable list={list} columns={columns} filtered={Object.keys(filter).length > 0} />
        </Panel>
      </div>
    </Page>
  );
}

/** Checks the chain on demand and names the first bad record. */
function Verify() {
  const verify = useMutation({ mutationFn: () => take(client.GET('/audit/verify')) });
  const state = verify.data;
  return (
    <div className="stack">
      <div>
        <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate()}>
          {verify.isPending ? text.verifying : text.verify}
        </Button>
      </div>
      {verify.isError ? <ErrorNote error={verify.error} /> : null}
      {state ? (
        <Alert
          type={state.ok ? 'success' : 'error'}
          showIcon
          title={state.ok ? text.ok : text.bad}
          description={[
            text.state(number(state.records), number(state.sealed)),
            state.message,
            state.first_bad == null ? '' : text.firstBad(state.first_bad),
          ]
            .filter(Boolean)
            .join(t.common.semicolon)}
        />
      ) : null}
    </div>
  );
}

/** What a record is about; a case opens. */
function AuditObject({ row }: { row: Row }) {
  const id = row.object_id;
  const words = `${row.object_kind} ${id?.slice(-6) ?? ''}`;
  if (row.object_kind === 'case' && id) return <A href={`/cases/${id}`}>{words}</A>;
  return <span title={id ?? ''}>{words}</span>;
}
