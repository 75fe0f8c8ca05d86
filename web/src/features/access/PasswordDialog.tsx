import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { changePassword } from './queries';

interface Values {
  old: string;
  new: string;
  again: string;
}

interface Props {
  open: boolean;
  onClose: () => void;
  /** Cannot be put away undone. */
  forced?: boolean;
}

export function PasswordDialog({ open, onClose, forced = false }: Props) {
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const text = t.access.passwordForm;
  const change = useMutation({
    mutationFn: (values: Values) => changePassword({ old: values.old, new: values.new }),
    onSuccess: () => {
      message.success(text.done);
      form.resetFields();
      onClose();
    },
  });
  const required = { required: true, message: t.common.required };
  return (
    <Modal
      open={open}
      title={text.title}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={change.isPending}
      closable={!forced}
      mask={{ closable: !forced }}
      keyboard={!forced}
      cancelButtonProps={{ style: forced ? { display: 'none' } : {} }}
    >
      {forced ? <p>{text.forced}</p> : null}
      <Form form={form} layout="vertical" onFinish={change.mutate}>
        <Form.Item name="old" label={text.old} rules={[required]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new" label={text.new} extra={text.rule} rules={[required, { min: 10, message: text.rule }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={text.again}
          dependencies={['new']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(text.differ)),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.isError ? <ErrorNote error={change.error} /> : null}
      </Form>
    </Modal>
  );
}
