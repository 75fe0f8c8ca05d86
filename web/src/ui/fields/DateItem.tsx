import { DatePicker, Form } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { t } from '@/i18n';

/** A civil date in a form, kept as `YYYY-MM-DD`. */
export function DateItem({ name, label, required = false }: { name: string; label: string; required?: boolean }) {
  return (
    <Form.Item
      name={name}
      label={label}
      rules={required ? [{ required: true, message: t.common.required }] : []}
      getValueProps={(value?: string) => ({ value: value ? dayjs(value) : null })}
      normalize={(value: Dayjs | null) => value?.format('YYYY-MM-DD')}
    >
      <DatePicker style={{ width: 180 }} />
    </Form.Item>
  );
}
