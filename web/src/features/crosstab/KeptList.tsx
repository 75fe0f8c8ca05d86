import type { TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { type KeptRow, keptKey, readKept } from './queries';

const text = t.crosstab.kept;

const columns: TableColumnsType<KeptRow> = [
  { title: text.columns.title, dataIndex: 'title' },
  { title: text.columns.at, dataIndex: 'made_at', width: 160, render: (at: string) => instant(at) },
  { title: text.columns.by, dataIndex: 'maker', width: 140 },
  {
    title: text.columns.digest,
    dataIndex: 'digest',
    width: 150,
    render: (digest: string) => <code title={digest}>{digest.slice(0, 12)}</code>,
  },
];

/** Tables as they were, newest first. */
export function KeptList({ open }: { open: (id: string) => void }) {
  const list = useKeyset<KeptRow>(keptKey, readKept);
  return (
    <Panel flush>
      <KeysetTable
        list={list}
        columns={columns}
        empty={{ title: text.empty, text: text.emptyHint }}
        onOpen={(row) => open(row.id)}
      />
    </Panel>
  );
}
