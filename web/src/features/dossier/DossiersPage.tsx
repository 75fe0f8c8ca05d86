import { PlusOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { bytes, instant, number } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { MakingMark } from './Marks';
import { type DossierRow, dossiersKey, readDossiers } from './queries';
import './dossier.css';

const text = t.dossier;

const columns: TableColumnsType<DossierRow> = [
  { title: text.columns.title, render: (_, row) => <A href={`/dossiers/${row.id}`}>{row.title}</A> },
  { title: text.columns.state, render: (_, row) => <MakingMark state={row.state} /> },
  { title: text.columns.period, render: (_, row) => <span className="num">{text.period(row.from, row.to)}</span> },
  { title: text.columns.region, dataIndex: 'region_name' },
  {
    title: text.columns.content,
    render: (_, row) => (
      <span className="num">{text.content(number(row.entries), number(row.files), bytes(row.bytes))}</span>
    ),
  },
  {
    title: text.gaps.missing,
    align: 'right',
    render: (_, row) => <span className={row.missing > 0 ? 'num danger-text' : 'num'}>{number(row.missing)}</span>,
  },
  { title: text.columns.made, render: (_, row) => <span className="num">{instant(row.made_at)}</span> },
  { title: text.columns.maker, render: (_, row) => `${row.org_name} · ${row.maker}` },
];

/** Dossiers of one's posts and regions. */
export default function DossiersPage() {
  const go = useGo();
  const list = useKeyset<DossierRow>(dossiersKey, readDossiers);
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      permission="dossier.make"
      tools={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/dossiers/new')}>
          {text.add}
        </Button>
      }
    >
      <Panel flush>
        <KeysetTable list={list} columns={columns} empty={text.none} onOpen={(row) => go(`/dossiers/${row.id}`)} />
      </Panel>
    </Page>
  );
}
