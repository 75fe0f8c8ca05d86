import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import type { ClauseRow } from '@/api/types';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { Page, Panel } from '@/ui/Page';
import { SearchBox } from '@/ui/SearchBox';
import { ErrorState, Loading } from '@/ui/states';
import { clausesQuery } from './queries';
import './plan.css';

const text = t.plan.clauses;

const columns: TableColumnsType<ClauseRow> = [
  {
    title: text.columns.id,
    dataIndex: 'id',
    width: 90,
    render: (id: string) => <b className="nowrap">{id.replace(/^fragment/, text.fragment)}</b>,
  },
  {
    title: text.columns.title,
    width: 380,
    render: (_, row) => (
      <>
        <strong>{row.title}</strong>
        <div className="soft">{row.summary}</div>
      </>
    ),
  },
  {
    title: text.columns.status,
    dataIndex: 'status',
    width: 96,
    render: (status: ClauseRow['status']) =>
      status === 'present' ? t.plan.status.present : <span className="hint-mark">{t.plan.status[status]}</span>,
  },
  { title: text.columns.screen, dataIndex: 'screen', width: 110, render: (screen) => <Screen screen={screen} /> },
  { title: text.columns.api, dataIndex: 'api', width: 170, render: code },
  { title: text.columns.test, dataIndex: 'test', width: 190, render: code },
  {
    title: text.columns.built,
    dataIndex: 'built',
    width: 96,
    render: (built: boolean) =>
      built ? (
        <span className="status status--closed">{`✓ ${text.built}`}</span>
      ) : (
        <span className="status status--waiting">{`○ ${text.planned}`}</span>
      ),
  },
];

function code(value?: string | null) {
  return value ? <code className="code">{value}</code> : t.common.dash;
}

function Screen({ screen }: { screen?: string | null }) {
  if (!screen) return t.common.dash;
  return screen.startsWith('/') ? <A href={screen}>{screen}</A> : <span className="clause-screen">{screen}</span>;
}

/** Every sentence of the work points beside the screen, interface and test that answer it. */
export default function ClausesPage() {
  const [search, change] = useFilters();
  const query = useQuery(clausesQuery);
  const q = search.q ?? '';
  const rows = (query.data ?? []).filter((row) => `${row.id}${row.title}${row.summary}${row.section}`.includes(q));
  const built = (query.data ?? []).filter((row) => row.built).length;
  return (
    <Page
      title={text.title}
      subtitle={query.data ? `${text.subtitle} · ${text.counted(built, query.data.length)}` : text.subtitle}
      permission="plan.read"
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data ? (
        <Panel flush>
          <div className="filters no-print">
            <SearchBox value={search.q} onChange={(words) => change({ q: words }, true)} placeholder={text.search} />
          </div>
          <Table<ClauseRow>
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={rows}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
        </Panel>
      ) : null}
    </Page>
  );
}
