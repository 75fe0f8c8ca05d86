import { ScissorOutlined } from '@ant-design/icons';
import { Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { clauseName } from './names';
import type { Edit, PlanPage, PlanTask } from './planQueries';
import { cutsOf } from './segments';

/** What a dialog is open for. */
export type Asked =
  | { kind: 'reject' | 'withdraw' | 'edit' | 'split'; task: PlanTask }
  | { kind: 'no_task'; clause: string }
  | { kind: 'add'; clause: string; text: string; span: [number, number] | null };

interface Props {
  asked: Asked | undefined;
  send: (edit: Edit) => Promise<PlanPage>;
  onClose: () => void;
}

const text = t.plan.review;

/** A reason for what is turned down. */
export function ReasonDialog({ asked, send, onClose }: Props) {
  const open = asked?.kind === 'reject' || asked?.kind === 'withdraw' || asked?.kind === 'no_task';
  const title =
    asked?.kind === 'no_task'
      ? `${clauseName(asked.clause)} ${text.noTask}`
      : asked?.kind === 'withdraw'
        ? text.withdraw
        : text.reject;
  const edit = (reason: string): Edit => {
    if (asked?.kind === 'no_task') return { do: 'no_task', clause: asked.clause, reason };
    const task = (asked as { task: PlanTask }).task;
    const own = { id: task.id, version: task.version };
    return asked?.kind === 'withdraw' ? { do: 'withdraw', task: own, reason } : { do: 'reject', tasks: [own], reason };
  };
  return (
    <FormDialog<{ reason: string }, PlanPage>
      open={open}
      title={title}
      onClose={onClose}
      okText={title}
      send={({ reason }) => send(edit(reason))}
      onDone={onClose}
    >
      <Form.Item name="reason" label={text.reason} rules={[{ required: true, message: t.common.required }]}>
        <Input.TextArea autoFocus maxLength={500} rows={2} />
      </Form.Item>
    </FormDialog>
  );
}

/** Adds a task by hand, with the chosen words already in it. */
export function AddDialog({ asked, send, onClose }: Props) {
  const add = asked?.kind === 'add' ? asked : undefined;
  return (
    <FormDialog<{ text: string }, PlanPage>
      key={add ? `${add.clause}${add.text}` : ''}
      open={Boolean(add)}
      title={`${clauseName(add?.clause ?? '')} ${text.add}`}
      onClose={onClose}
      okText={text.add}
      initial={{ text: add?.text ?? '' }}
      send={(values) => send({ do: 'add', clause: add?.clause ?? '', text: values.text, span: add?.span ?? null })}
      onDone={onClose}
    >
      <Form.Item name="text" label={text.text} rules={[{ required: true, message: t.common.required }]}>
        <Input.TextArea autoFocus maxLength={2000} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}

/** Where to cut a task: behind a mark, or at a number. */
export function SplitDialog({ asked, send, onClose }: Props) {
  const task = asked?.kind === 'split' ? asked.task : undefined;
  const [typed, setTyped] = useState<number | null>(null);
  const cut = async (at: number) => {
    if (!task) return;
    try {
      await send({ do: 'split', task: { id: task.id, version: task.version }, at });
    } finally {
      setTyped(null);
      onClose();
    }
  };
  const letters = Array.from(task?.text ?? '');
  const cuts = new Set(cutsOf(task?.text ?? ''));
  return (
    <Modal
      open={Boolean(task)}
      title={text.splitTitle}
      onCancel={onClose}
      okText={text.split}
      okButtonProps={{ disabled: typed == null }}
      onOk={() => typed != null && cut(typed - 1)}
    >
      <p className="soft">{text.splitHint}</p>
      <p className="split-words">
        {letters.map((letter, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a letter is its place
          <span key={at}>
            {cuts.has(at) ? (
              <button type="button" className="split-cut" aria-label={`${text.split} ${at}`} onClick={() => cut(at)}>
                <ScissorOutlined />
              </button>
            ) : null}
            {letter}
          </span>
        ))}
      </p>
      <div className="row">
        <span>{text.splitAt}</span>
        <InputNumber min={2} max={letters.length} value={typed} onChange={setTyped} aria-label={text.splitAt} />
      </div>
    </Modal>
  );
}
