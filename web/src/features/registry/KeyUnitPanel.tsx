import { Button, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import type { KeyCriterion, KeyDecision, PremisesDetail, StateClass } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { number, today } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { StateShape } from '@/ui/StatusTag';
import { decideKeyUnit } from './queries';
import { useRecords } from './useRecords';

const text = t.registry.key;
const shapes: Record<string, StateClass> = { met: 'closed', not_met: 'open', unknown: 'waiting' };

/** What the standard suggests with every criterion, beside what was declared or determined. */
export function KeyUnitPanel({ premises }: { premises: PremisesDetail }) {
  const [open, setOpen] = useState(false);
  const { done } = useRecords();
  const key = premises.key_unit;
  const statuses = Object.entries(text.statuses).map(([value, label]) => ({ value, label }));
  const tools = (
    <Button size="small" onClick={() => setOpen(true)}>
      {text.decide}
    </Button>
  );
  return (
    <Panel title={text.title} extra={premises.may_write ? tools : null}>
      <div className="row key-head">
        <span className="key-status">{key.status_name ?? text.undecided}</span>
        {key.on ? <span className="soft num">{key.on}</span> : null}
        {key.paper ? <span className="soft">{key.paper}</span> : null}
        <span className="mark">{text.suggestion[key.suggestion]}</span>
        {key.differs ? <span className="mark mark--danger">{text.differs}</span> : null}
      </div>
      <p className="soft">{key.note}</p>
      {key.criteria.length > 0 ? (
        <Table<KeyCriterion>
          size="small"
          rowKey="code"
          dataSource={key.criteria}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: text.criterion, render: (_, row) => <Criterion row={row} /> },
            { title: text.limit, align: 'right', width: 110, render: (_, row) => `${number(row.limit)} ${row.unit}` },
            {
              title: text.value,
              align: 'right',
              width: 90,
              render: (_, row) =>
                row.value == null ? <span className="soft">{text.missing}</span> : number(row.value),
            },
            {
              title: text.result,
              width: 90,
              render: (_, row) => (
                <span className="facility">
                  <StateShape name={shapes[row.outcome] ?? 'open'} />
                  {text.outcome[row.outcome]}
                </span>
              ),
            },
          ]}
        />
      ) : null}
      <FormDialog<Omit<KeyDecision, 'version'>, unknown>
        open={open}
        title={text.decide}
        onClose={() => setOpen(false)}
        initial={{ status: 'declared', on: today() }}
        send={(values) => decideKeyUnit(premises.id, { ...values, version: premises.version })}
        onDone={() => {
          done();
          setOpen(false);
        }}
      >
        <Form.Item name="status" label={text.status} rules={[{ required: true, message: t.common.required }]}>
          <Select options={statuses} />
        </Form.Item>
        <DateItem name="on" label={text.on} required />
        <Form.Item name="paper" label={text.paper}>
          <Input maxLength={100} />
        </Form.Item>
      </FormDialog>
    </Panel>
  );
}

function Criterion({ row }: { row: KeyCriterion }) {
  return (
    <>
      {row.name.replace(/^重点单位：/u, '')}
      {row.verified ? null : <span className="mark">{text.unverified}</span>}
      <div className="soft">{row.basis}</div>
    </>
  );
}
