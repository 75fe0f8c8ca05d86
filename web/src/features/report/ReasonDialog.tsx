import { Form, Input } from 'antd';
import { FormDialog } from '@/ui/FormDialog';

interface Props<R> {
  open: boolean;
  title: string;
  label: string;
  onClose: () => void;
  send: (reason: string) => Promise<R>;
  onDone: (answer: R) => void;
}

/** Asks for a reason and sends it. */
export function ReasonDialog<R>({ open, title, label, onClose, send, onDone }: Props<R>) {
  return (
    <FormDialog<{ reason: string }, R>
      open={open}
      title={title}
      okText={title}
      onClose={onClose}
      send={(values) => send(values.reason)}
      onDone={onDone}
    >
      <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, message: label }]}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
