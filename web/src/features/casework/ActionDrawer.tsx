import { App, Button, Drawer, Form, Input } from 'antd';
import { useMemo, useState } from 'react';
import { ApiError } from '@/api/client';
import { newKey } from '@/api/keys';
import type { CaseAction, CaseConflict, CaseDetail, EvidenceFile, FieldValues } from '@/api/types';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { FieldItems } from '@/ui/fields/FieldItems';
import { filled } from '@/ui/fields/fieldText';
import { pointerName } from '@/ui/problem';
import { ActionEvidence } from './ActionEvidence';
import { ConflictDialog } from './ConflictDialog';
import { useAct, useCaseChanged } from './queries';

interface Props {
  detail: CaseDetail;
  action: CaseAction;
  onClose: () => void;
  onDone?: () => void;
}

const text = t.casework.act;

/** The form of one action. What was typed survives a refusal and a conflict. */
export function ActionDrawer({ detail, action, onClose, onDone }: Props) {
  const [form] = Form.useForm<FieldValues>();
  const { message, modal } = App.useApp();
  const [evidence, setEvidence] = useState<EvidenceFile[]>([]);
  const [conflict, setConflict] = useState<CaseConflict>();
  // One key for one filling-in: a second press of the button cannot act twice. A changed case is a new filling-in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version is the reason for a new key
  const key = useMemo(newKey, [detail.version]);
  const act = useAct(detail.id, key);
  const changed = useCaseChanged();
  const need = action.evidence;
  const short = need ? evidence.length < need.min : false;

  const send = ({ note, ...values }: FieldValues) => {
    const fields = filled(hasNote(action) ? { note, ...values } : values);
    const body = {
      action: action.code,
      version: detail.version,
      fields,
      evidence: evidence.map((file) => file.id),
      ...(!hasNote(action) && note ? { note: String(note) } : {}),
    };
    act.mutate(body, {
      onSuccess: (after) => {
        changed(after);
        message.success(text.done(action.name));
        onClose();
        onDone?.();
      },
      onError: (error) => {
        if (!(error instanceof ApiError)) return;
        if (error.status === 409 && error.problem.current) setConflict(error.problem.current);
        form.setFields(error.fields.map((field) => ({ name: pointerName(field.pointer), errors: [field.message] })));
      },
    });
  };
  const submit = (values: FieldValues) => {
    if (!action.danger) return send(values);
    modal.confirm({
      title: text.confirmDanger(action.name),
      content: text.danger,
      okButtonProps: { danger: true },
      onOk: () => send(values),
    });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={560}
      title={action.name}
      mask={{ closable: false }}
      footer={
        <div className="row">
          <Button type="primary" danger={action.danger} disabled={short} loading={act.isPending} onClick={form.submit}>
            {text.submit}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          {short && need ? <span className="soft">{text.evidenceShort(need.min)}</span> : null}
        </div>
      }
    >
      <p className="soft">{detail.title}</p>
      {action.hint ? <p className="action-hint">{action.hint}</p> : null}
      <Form form={form} layout="vertical" onFinish={submit} scrollToFirstError>
        <FieldItems fields={action.fields} collectiveMin={action.collective_min ?? undefined} />
        {action.fields.length === 0 ? <NoteItem alone={!need} /> : null}
      </Form>
      {need ? <ActionEvidence detail={detail} need={need} chosen={evidence} onChange={setEvidence} /> : null}
      {act.isError && !conflict ? <ErrorNote error={act.error} skip={(at) => isOwn(action, at)} /> : null}
      <ConflictDialog
        caseId={detail.id}
        kind={detail.kind}
        action={action}
        conflict={conflict}
        onKeep={() => setConflict(undefined)}
        onDrop={onClose}
      />
    </Drawer>
  );
}

const hasNote = (action: CaseAction) => action.fields.some((field) => field.code === 'note');
const isOwn = (action: CaseAction, pointer: string) =>
  action.fields.some((field) => field.code === pointerName(pointer).split('.')[0]);

function NoteItem({ alone }: { alone: boolean }) {
  return (
    <>
      {alone ? <p>{text.nothing}</p> : null}
      <Form.Item name="note" label={`${text.note} (${t.common.optional})`}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </>
  );
}
