import { UploadOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select, Upload } from 'antd';
import { useState } from 'react';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { today } from '@/ui/format';
import { arrivedTask, makeDocument, reportTask, sendFile, type TaskPage, useTaskChanged } from './planQueries';

const text = t.plan.taskPage;

interface Values {
  on: string;
  amount: number;
  total?: number;
  words: string;
  files: File[];
}

/** What the owner may do with a task: report, or write down that the awaited thing came. */
export function ReportForms({ task }: { task: TaskPage }) {
  const changed = useTaskChanged();
  const { lifecycles } = useMeta();
  const [open, setOpen] = useState<'report' | 'arrived' | 'document'>();
  if (!task.may_report) return null;
  const done = (page: TaskPage) => {
    setOpen(undefined);
    changed(page);
  };
  const waiting = task.progress.standing === 'waiting';
  const kinds = lifecycles
    .find((one) => one.kind === 'document')
    ?.field?.find((one) => one.code === 'document_kind')?.choices;
  const share = task.target?.share && task.progress.basis === 'reports';
  return (
    <div className="row no-print">
      {waiting ? (
        <Button type="primary" onClick={() => setOpen('arrived')}>
          {text.arrived}
        </Button>
      ) : (
        <Button type="primary" onClick={() => setOpen('report')}>
          {text.report}
        </Button>
      )}
      {task.document && !task.case_id && kinds && !waiting ? (
        <Button onClick={() => setOpen('document')}>{text.makeDocument}</Button>
      ) : null}
      <FormDialog<{ document_kind: string; finish_by?: string }, TaskPage>
        open={open === 'document'}
        title={text.makeDocument}
        okText={text.makeDocument}
        onClose={() => setOpen(undefined)}
        initial={task.progress.due ? { finish_by: task.progress.due } : {}}
        send={(values) => makeDocument(task.id, { ...values, version: task.version })}
        onDone={done}
      >
        <Form.Item
          name="document_kind"
          label={text.documentKind}
          rules={[{ required: true, message: t.common.required }]}
        >
          <Select options={Object.entries(kinds ?? {}).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <DateItem name="finish_by" label={text.finishBy} required />
      </FormDialog>
      <FormDialog<Values, TaskPage>
        open={open === 'report'}
        title={text.report}
        okText={text.report}
        onClose={() => setOpen(undefined)}
        initial={{ on: today(), amount: 1, files: [] }}
        send={(values) => send(task, values)}
        onDone={done}
      >
        <Form.Item name="words" label={text.words} rules={[{ required: true, message: t.common.required }]}>
          <Input.TextArea rows={3} maxLength={1000} autoFocus />
        </Form.Item>
        <div className="edit-row">
          <DateItem name="on" label={text.reportOn} required />
          <Form.Item name="amount" label={text.amount}>
            <InputNumber min={0} suffix={task.progress.unit} />
          </Form.Item>
          {share ? (
            <Form.Item name="total" label={text.total} rules={[{ required: true, message: t.common.required }]}>
              <InputNumber min={0} />
            </Form.Item>
          ) : null}
        </div>
        <Form.Item
          name="files"
          label={text.files}
          extra={`${text.fileRule}${t.common.stop}${text.noEvidence}`}
          valuePropName="fileList"
          getValueFromEvent={(event: { fileList: { originFileObj?: File }[] }) => event.fileList}
        >
          <Upload beforeUpload={() => false} multiple accept=".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx">
            <Button icon={<UploadOutlined />}>{text.addFile}</Button>
          </Upload>
        </Form.Item>
      </FormDialog>
      <FormDialog<{ document: string; on: string }, TaskPage>
        open={open === 'arrived'}
        title={text.arrived}
        okText={text.arrived}
        onClose={() => setOpen(undefined)}
        send={(values) => arrivedTask(task.id, { ...values, version: task.version })}
        onDone={done}
      >
        <Form.Item
          name="document"
          label={text.arrivedDocument}
          rules={[{ required: true, message: t.common.required }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <DateItem name="on" label={text.arrivedOn} required />
      </FormDialog>
    </div>
  );
}

async function send(task: TaskPage, values: Values): Promise<TaskPage> {
  const chosen = (values.files ?? []) as unknown as { originFileObj?: File }[];
  const sent: string[] = [];
  for (const one of chosen) {
    if (one.originFileObj) sent.push((await sendFile(task.id, one.originFileObj)).id);
  }
  return reportTask(task.id, {
    on: values.on,
    amount: values.amount,
    total: values.total ?? null,
    words: values.words,
    files: sent,
  });
}
