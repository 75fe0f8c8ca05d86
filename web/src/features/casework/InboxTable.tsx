import { Button, Table, type TableColumnsType } from 'antd';
import type { CaseRow } from '@/api/types';
import { t } from '@/i18n';
import { caseColumns } from './columns';

interface Props {
  rows: CaseRow[];
  onAct: (id: string) => void;
}

export function InboxTable({ rows, onAct }: Props) {
  const columns: TableColumnsType<CaseRow> = [
    ...caseColumns,
    {
      key: 'act',
      width: 76,
      fixed: 'right',
      render: (_, row) => (
        <Button size="small" type="primary" onClick={() => onAct(row.id)}>
          {t.casework.inbox.act}
        </Button>
      ),
    },
  ];
  return (
    <Table<CaseRow>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content' }}
      bordered={false}
    />
  );
}
