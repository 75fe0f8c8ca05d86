import { useMutation } from '@tanstack/react-query';
import { App, Form, type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '@/api/client';
import { t } from '@/i18n';
import { ErrorNote } from './ErrorNote';
import { pointerName } from './problem';

interface Props<V, R> {
  open: boolean;
  title: string;
  onClose: () => void;
  /** Sends the values; what it answers goes to `onDone`. */
  send: (values: V) => Promise<R>;
  onDone: (answer: R) => void;
  initial?: Partial<V>;
  okText?: string;
  width?: number;
  children: ReactNode | ((form: FormInstance<V>) => ReactNode);
}

/** A form in a dialog: sends, shows the refusal beside the fields it names, closes when done. */
export function FormDialog<V extends object, R>(props: Props<V, R>) {
  const { open, title, onClose, send, onDone, initial, okText, width = 520, children } = props;
  const [form] = Form.useForm<V>();
  const { message } = App.useApp();
  const write = useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      message.success(t.common.saved);
      form.resetFields();
      onDone(answer);
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      form.setFields(
        error.fields.map((field) => ({ name: pointerName(field.pointer) as never, errors: [field.message] })),
      );
    },
  });
  const close = () => {
    write.reset();
    form.resetFields();
    onClose();
  };
  return (
    <Modal
      open={open}
      title={title}
      onCancel={close}
      onOk={form.submit}
      okText={okText ?? t.common.save}
      confirmLoading={write.isPending}
      width={width}
      destroyOnHidden
      forceRender={false}
    >
      <Form<V>
        form={form}
        layout="vertical"
        onFinish={(values) => write.mutate(values)}
        {...(initial ? { initialValues: initial as never } : {})}
      >
        {typeof children === 'function' ? children(form) : children}
        {write.isError ? <ErrorNote error={write.error} /> : null}
      </Form>
    </Modal>
  );
}
