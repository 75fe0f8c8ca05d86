import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { CaseAction, CaseConflict } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { caseQuery } from './queries';
import { useFieldWords } from './useFieldWords';

interface Props {
  caseId: string;
  /** Kind of the case, for the words of its states and fields. */
  kind: string;
  action: CaseAction;
  conflict: CaseConflict | undefined;
  onKeep: () => void;
  onDrop: () => void;
}

const text = t.casework.conflict;

/** Somebody else acted meanwhile: shows what changed; the person decides whether to go on with what was typed. */
export function ConflictDialog({ caseId, kind, action, conflict, onKeep, onDrop }: Props) {
  const words = useFieldWords(kind, action.code);
  const { lists, lifecycles } = useMeta();
  const states = lifecycles.find((one) => one.kind === kind)?.state ?? [];
  const label = (field: string) => text.fields[field] ?? words(field, null, lists).label;
  const shown = (value: unknown, { field }: { field: string }) => {
    if (value == null) return t.common.dash;
    if (field === 'state') return states.find((one) => one.code === value)?.name ?? String(value);
    return words(field, value, lists).text;
  };
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
            { title: text.field, dataIndex: 'field', render: label },
            { title: text.from, dataIndex: 'from', render: shown },
            { title: text.to, dataIndex: 'to', render: shown },
          ]}
        />
      ) : null}
    </Modal>
  );
}
