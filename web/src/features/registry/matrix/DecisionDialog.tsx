import { Form, Input, Select } from 'antd';
import type { MatrixDepartment, MatrixKind, NewDutyDecision } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { today } from '@/ui/format';
import { decideDuty } from '../queries';

const text = t.registry.matrix;
const required = { required: true, message: t.common.required };

interface Props {
  open: boolean;
  /** Kind the dialog was opened for; empty when none was. */
  kind: string | undefined;
  kinds: MatrixKind[];
  departments: MatrixDepartment[];
  onClose: () => void;
  onDone: () => void;
}

/** Keeps a written decision on who leads for a kind of premises. */
export function DecisionDialog({ open, kind, kinds, departments, onClose, onDone }: Props) {
  const named = (rows: { code: string; name: string }[]) =>
    rows.map(({ code, name }) => ({ value: code, label: name }));
  const principles = Object.entries(text.principles).map(([value, label]) => ({ value, label }));
  return (
    <FormDialog<NewDutyDecision, unknown>
      open={open}
      title={text.decide}
      width={640}
      onClose={onClose}
      initial={{ ...(kind ? { premises_kind: kind } : {}), decided_on: today(), valid_from: today() }}
      send={decideDuty}
      onDone={onDone}
    >
      <p className="soft">{text.decideText}</p>
      <div className="form-pair">
        <Form.Item name="premises_kind" label={text.kind} rules={[required]}>
          <Select options={named(kinds)} showSearch={{ optionFilterProp: 'label' }} placeholder={t.common.choose} />
        </Form.Item>
        <Form.Item name="department" label={text.department} rules={[required]}>
          <Select
            options={named(departments)}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t.common.choose}
          />
        </Form.Item>
      </div>
      <Form.Item name="principle" label={text.principle} rules={[required]}>
        <Select options={principles} placeholder={t.common.choose} />
      </Form.Item>
      <Form.Item name="document" label={text.document} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="form-pair">
        <DateItem name="decided_on" label={text.decidedOn} required />
        <DateItem name="valid_from" label={text.validFrom} required />
      </div>
      <Form.Item name="reason" label={text.reason}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
