import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { CaseAction, CaseConflict } from '@/api/types';
import { t } from '@/i18n';
import { caseQuery } from './queries';

interface Props {
  caseId: string;
  action: CaseAction;
  conflict: CaseConflict | undefined;
  onKeep: () => void;
  onDrop: () => void;
}

const text = t.casework.conflict;

/** Somebody else acted meanwhile: shows what changed; the person decides whether to go on with what was typed. */
export function ConflictDialog({ caseId, action, conflict, onKeep, onDrop }: Props) {
  const cache = useQueryClient();
  const [gone, setGone] = useState(false);
  const keep = async () => {
    const now = await cache.fetchQuery({ ...caseQuery(caseId), staleTime: 0 });
    if (now.actions.some((one) => one.code === action.code && one.allowed)) onKeep();
    else setGone(true);
  };
  const drop = () => {
    void cache.invalidateQueries({ queryKey: caseQuery(caseId).queryKey });
    onDrop();
  };
  return (
    <Modal
      open={Boolean(conflict)}
      title={text.title}
      closable={false}
      footer={[
        <Button key="drop" onClick={gone ? onKeep : drop}>
          {gone ? t.common.close : text.drop}
        </Button>,
        <Button key="keep" type="primary" disabled={gone} onClick={keep}>
          {text.keep}
        </Button>,
      ]}
    >
      <p>{conflict ? text.text(conflict.state_name) : null}</p>
      {gone ? <p className="danger-text">{text.gone}</p> : null}
      {conflict?.changed?.length ? (
        <Table
          size="small"
          rowKey="field"
          pagination={false}
          dataSource={conflict.changed}
          columns={[
            { title: text.field, dataIndex: 'field' },
            { title: text.from, dataIndex: 'from', render: shown },
            { title: text.to, dataIndex: 'to', render: shown },
          ]}
        />
      ) : null}
    </Modal>
  );
}

const shown = (value: unknown) =>
  value == null ? t.common.dash : typeof value === 'object' ? JSON.stringify(value) : String(value);
