import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { bytes, instant, number } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { BatchState } from './BatchState';
import { CountLine } from './CountLine';
import { importsKey, readImports } from './queries';
import type { Batch } from './types';
import { UploadPanel } from './UploadPanel';
import './intake.css';

const text = t.intake;

/** Workbooks that were taken in, and the place to upload the next. */
export default function ImportsPage() {
  const go = useGo();
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      permission="ledger.import"
      tools={
        <Button icon={<ArrowLeftOutlined />} onClick={() => go('/premises')}>
          {text.premises}
        </Button>
      }
    >
      <div className="stack">
        <UploadPanel />
        <Panel flush>
          <Imports />
        </Panel>
      </div>
    </Page>
  );
}

const columns: TableColumnsType<Batch> = [
  {
    title: text.columns.file,
    render: (_, row) => (
      <>
        <A href={`/imports/${row.id}`}>
          <strong>{row.file_name}</strong>
        </A>
        <div className="soft">{bytes(row.size)}</div>
      </>
    ),
  },
  { title: text.columns.source, dataIndex: 'source', width: 220 },
  { title: text.columns.state, width: 150, render: (_, row) => <BatchState batch={row} /> },
  { title: text.columns.rows, width: 90, align: 'right', render: (_, row) => number(row.counts.read || row.total) },
  { title: text.columns.result, width: 300, render: (_, row) => <CountLine batch={row} /> },
  { title: text.columns.importer, dataIndex: 'importer', width: 120 },
  { title: text.columns.when, width: 150, render: (_, row) => <span className="num">{instant(row.created_at)}</span> },
];

function Imports() {
  const list = useKeyset<Batch>(importsKey, readImports);
  const go = useGo();
  return (
    <KeysetTable
      list={list}
      columns={columns}
      empty={{ title: text.none, text: text.noneHint }}
      onOpen={(row) => go(`/imports/${row.id}`)}
    />
  );
}
