import { PlusOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant, number } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { readSheets, type SheetRow, sheetsKey } from './queries';

const text = t.dossier.sheets;

/** Scoring sheets of one's regions and of those above them. */
export default function SheetsPage() {
  const go = useGo();
  const list = useKeyset<SheetRow>(sheetsKey, readSheets);
  const columns: TableColumnsType<SheetRow> = [
    { title: text.columns.title, render: (_, row) => <A href={`/scoring-sheets/${row.id}`}>{row.title}</A> },
    { title: text.columns.items, align: 'right', render: (_, row) => <span className="num">{number(row.items)}</span> },
    { title: text.columns.version, render: (_, row) => <span className="num">{text.version(row.version)}</span> },
    { title: text.columns.saved, render: (_, row) => <span className="num">{instant(row.saved_at)}</span> },
    { title: text.columns.by, dataIndex: 'saved_by' },
    {
      key: 'use',
      render: (_, row) => (
        <Button size="small" onClick={() => go(`/dossiers/new?sheet=${row.id}`)}>
          {t.dossier.add}
        </Button>
      ),
    },
  ];
  return (
    <Page
      title={text.title}
      permission="dossier.make"
      tools={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/scoring-sheets/new')}>
          {text.add}
        </Button>
      }
    >
      <Panel flush>
        <KeysetTable
          list={list}
          columns={columns}
          empty={text.none}
          onOpen={(row) => go(`/scoring-sheets/${row.id}`)}
        />
      </Panel>
    </Page>
  );
}
