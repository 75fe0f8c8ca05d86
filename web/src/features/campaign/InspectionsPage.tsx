import { CheckSquareOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import type { InspectionRow } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { usePhone } from '@/ui/useMedia';
import { InspectionCards } from './InspectionCards';
import { type InspectionFilter, readInspections } from './queries';
import './campaign.css';

const text = t.campaign.columns;

export const inspectionColumns: TableColumnsType<InspectionRow> = [
  {
    title: text.date,
    dataIndex: 'inspected_on',
    width: 110,
    render: (day, row) => <A href={`/inspections/${row.id}`}>{day}</A>,
  },
  { title: text.premises, render: (_, row) => <A href={`/premises/${row.premises.id}`}>{row.premises.name}</A> },
  { title: text.inspector, render: (_, row) => [row.inspector.org, row.inspector.name].filter(Boolean).join(' · ') },
  { title: text.passed, dataIndex: 'passed', align: 'right', width: 80 },
  {
    title: text.failed,
    dataIndex: 'failed',
    align: 'right',
    width: 80,
    render: (count: number) => <span className={count > 0 ? 'danger-text' : ''}>{count}</span>,
  },
  { title: text.major, width: 110, render: (_, row) => <Suggested row={row} /> },
  { title: text.cases, dataIndex: 'cases_opened', align: 'right', width: 90 },
];

export function Suggested({ row }: { row: InspectionRow }) {
  return row.major_suggested ? <span className="mark mark--danger">{t.campaign.suggested}</span> : t.common.dash;
}

export default function InspectionsPage() {
  const [search] = useFilters();
  const filter = search as InspectionFilter;
  const list = useKeyset<InspectionRow>(['inspections', 'list', filter], readInspections(filter));
  const can = useCan();
  const go = useGo();
  const phone = usePhone();
  const words = t.campaign.list;
  return (
    <Page
      title={words.title}
      permission="inspection.read"
      tools={
        can('inspection.write') ? (
          <Button type="primary" icon={<CheckSquareOutlined />} onClick={() => go('/inspect')}>
            {words.start}
          </Button>
        ) : null
      }
    >
      <Panel flush>
        {phone && list.rows.length > 0 ? (
          <InspectionCards list={list} />
        ) : (
          <KeysetTable
            list={list}
            columns={inspectionColumns}
            empty={{ title: words.empty, text: words.emptyHint }}
            onOpen={(row) => go(`/inspections/${row.id}`)}
          />
        )}
      </Panel>
    </Page>
  );
}
