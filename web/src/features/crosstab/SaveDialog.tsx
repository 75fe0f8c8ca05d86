import { Checkbox, Form, Input } from 'antd';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { saveTemplate, type TableSpec, type Template } from './queries';

const text = t.crosstab.save;

interface Props {
  open: boolean;
  spec: TableSpec;
  onClose: () => void;
  onSaved: (id: string) => void;
}

/** Names a template and says who may use it. */
export function SaveDialog({ open, spec, onClose, onSaved }: Props) {
  return (
    <FormDialog<{ name: string; shared?: boolean }, Template>
      open={open}
      title={text.title}
      onClose={onClose}
      initial={{ name: spec.title.slice(0, 40), shared: false }}
      send={({ name, shared }) => saveTemplate({ name, shared: shared ?? false, spec })}
      onDone={(template) => {
        onSaved(template.id);
        onClose();
      }}
    >
      <Form.Item name="name" label={text.name} rules={[{ required: true, message: t.common.required }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="shared" valuePropName="checked" extra={text.sharedHint}>
        <Checkbox>{text.shared}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
