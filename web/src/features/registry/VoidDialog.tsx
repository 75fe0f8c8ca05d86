import { Form, Input } from 'antd';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';

const text = t.registry.void;

interface Props {
  /** What is voided; the dialog is open while there is something. */
  name: string | undefined;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
}

/** Asks for the reason of voiding a record. */
export function VoidDialog({ name, send, onClose, onDone }: Props) {
  return (
    <FormDialog<{ reason: string }, unknown>
      open={name !== undefined}
      title={`${text.title}${t.common.colon}${name ?? ''}`}
      okText={text.title}
      onClose={onClose}
      send={({ reason }) => send(reason)}
      onDone={onDone}
    >
      <p className="soft">{text.text}</p>
      <Form.Item
        name="reason"
        label={text.reason}
        extra={text.hint}
        rules={[{ required: true, min: 2, max: 200, message: text.hint }]}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </FormDialog>
  );
}
