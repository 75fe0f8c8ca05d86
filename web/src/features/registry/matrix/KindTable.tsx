import { Button, Table } from 'antd';
import type { DutyKind, MatrixKind } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { number } from '@/ui/format';

const text = t.registry.matrix;

interface Props {
  kinds: MatrixKind[];
  onDecide?: (kind: string) => void;
}

/** Each kind with everybody answerable; a kind nobody leads takes the accent. */
export function KindTable({ kinds, onDecide }: Props) {
  const shares = (duty: DutyKind) => (_: unknown, kind: MatrixKind) => (
    <>
      {duty === 'industry' && kind.hole ? (
        <div>
          <span className="mark mark--danger">{text.holes}</span>
          {onDecide ? (
            <Button type="link" size="small" onClick={() => onDecide(kind.code)}>
              {text.decide}
            </Button>
          ) : null}
        </div>
      ) : null}
      {duty === 'industry' && kind.double ? <span className="mark mark--danger">{text.doubles}</span> : null}
      {kind.shares
        .filter((share) => share.duty === duty)
        .map((share) => (
          <div key={share.department} className="matrix-share">
            <strong>{share.department_name}</strong>
            {share.verified ? null : <span className="mark">{text.unverified}</span>}
            <div className="soft">{share.basis}</div>
          </div>
        ))}
    </>
  );
  const premises = (kind: MatrixKind) => (
    <>
      <A href={`/premises?kind=${kind.code}`}>{number(kind.premises)}</A>
      {kind.unmapped > 0 ? (
        <div>
          <A href={`/premises?kind=${kind.code}&unmapped=true`} className="danger-text">
            {`${text.unmapped} ${number(kind.unmapped)}`}
          </A>
        </div>
      ) : null}
    </>
  );
  return (
    <Table<MatrixKind>
      size="small"
      rowKey="code"
      dataSource={kinds}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: text.group, dataIndex: 'group_name', width: 130 },
        { title: text.kind, width: 150, render: (_, kind) => <strong>{kind.name}</strong> },
        { title: t.registry.matrix.industry, width: 280, render: shares('industry') },
        { title: text.direct, width: 240, render: shares('direct') },
        { title: text.source, width: 240, render: shares('source') },
        { title: text.premises, width: 100, align: 'right', render: (_, kind) => premises(kind) },
      ]}
    />
  );
}
