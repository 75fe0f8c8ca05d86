import { Table } from 'antd';
import type { DutyDecision } from '@/api/types';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { EmptyState } from '@/ui/states';
import { span } from '../span';

const text = t.registry.matrix;

/** Written decisions on who leads, newest first; each is a version of the matrix. */
export function Decisions({ decisions }: { decisions: DutyDecision[] }) {
  return (
    <Panel title={`${text.decisions} ${decisions.length}`} flush={decisions.length > 0}>
      {decisions.length > 0 ? (
        <Table<DutyDecision>
          size="small"
          rowKey="id"
          dataSource={decisions}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: text.kind, dataIndex: 'kind_name', width: 150 },
            { title: text.department, dataIndex: 'department_name', width: 200 },
            { title: text.principle, dataIndex: 'principle', width: 130 },
            { title: text.document, dataIndex: 'document', width: 200 },
            { title: text.decidedOn, dataIndex: 'decided_on', width: 110 },
            {
              title: text.valid,
              width: 230,
              render: (_, row) => (
                <span className="num">
                  {span(row.valid_from, row.valid_to)}
                  {row.valid_to ? null : <span className="mark">{text.current}</span>}
                </span>
              ),
            },
            { title: text.reason, render: (_, row) => row.reason ?? t.common.dash },
          ]}
        />
      ) : (
        <EmptyState title={text.decisionsNone} />
      )}
    </Panel>
  );
}
