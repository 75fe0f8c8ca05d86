import { Form, InputNumber } from 'antd';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';

const text = t.registry.measures;

/** Figures of the key-unit standard. */
export function MeasureItems() {
  return (
    <Panel title={text.title}>
      <p className="soft">{text.hint}</p>
      <div className="form-pair">
        {Object.entries(text.names).map(([name, label]) => (
          <Form.Item key={name} name={['measures', name]} label={label}>
            <InputNumber min={0} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        ))}
      </div>
    </Panel>
  );
}
