import { Table } from 'antd';
import type { MatrixDepartment } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { number } from '@/ui/format';

const text = t.registry.matrix;

/** Each department with the kinds it answers for and its standing duties. */
export function DepartmentTable({ departments }: { departments: MatrixDepartment[] }) {
  return (
    <Table<MatrixDepartment>
      size="small"
      rowKey="code"
      dataSource={departments}
      pagination={false}
      scroll={{ x: 'max-content' }}
      expandable={{
        rowExpandable: (row) => row.standing.length > 0,
        expandedRowRender: (row) => (
          <ul className="duty">
            {row.standing.map((duty) => (
              <li key={duty.code}>
                {duty.text}
                {duty.verified ? null : <span className="mark">{text.unverified}</span>}
                <div className="soft">{duty.basis}</div>
              </li>
            ))}
          </ul>
        ),
      }}
      columns={[
        { title: text.departments, width: 280, render: (_, row) => <strong>{row.name}</strong> },
        { title: text.industry, dataIndex: 'industry', align: 'right', width: 90 },
        { title: text.direct, dataIndex: 'direct', align: 'right', width: 90 },
        { title: text.source, dataIndex: 'source', align: 'right', width: 90 },
        { title: text.standing, align: 'right', width: 110, render: (_, row) => row.standing.length },
        {
          title: text.premises,
          align: 'right',
          width: 120,
          render: (_, row) => <A href={`/premises?department=${row.code}`}>{number(row.premises)}</A>,
        },
      ]}
    />
  );
}
