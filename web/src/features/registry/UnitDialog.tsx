import { Form, Input, Select } from 'antd';
import type { UnitDetail, UnitInput } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { changeUnit, createUnit } from './queries';

const text = t.registry.units;
const required = { required: true, message: t.common.required };

interface Props {
  open: boolean;
  unit?: UnitDetail | undefined;
  onClose: () => void;
  onDone: (made: { id: string }) => void;
}

/** Registers a unit or changes it. The telephone is never shown whole, so an empty field leaves it alone. */
export function UnitDialog({ open, unit, onClose, onDone }: Props) {
  const { lists } = useMeta();
  const options = (list: string) => (lists[list] ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const send = ({ phone, credit_code, ...rest }: UnitInput) => {
    const body = { ...rest, ...(phone ? { phone } : {}), credit_code: credit_code || null };
    return unit ? changeUnit(unit.id, { ...body, version: unit.version }) : createUnit(body);
  };
  return (
    <FormDialog<UnitInput, unknown>
      open={open}
      title={unit ? text.edit : text.add}
      width={680}
      onClose={onClose}
      initial={
        unit
          ? {
              name: unit.name,
              kind: unit.kind,
              credit_code: unit.credit_code ?? null,
              region: unit.region?.code ?? '',
              address: unit.address,
              legal_person: unit.legal_person ?? null,
              manager: unit.manager ?? null,
              sector: unit.sector ?? null,
            }
          : {}
      }
      send={send}
      onDone={(made) => onDone(made as { id: string })}
    >
      <Form.Item name="name" label={t.registry.form.name} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="kind" label={text.kind} rules={[required]}>
          <Select options={options('unit_classes')} placeholder={t.common.choose} />
        </Form.Item>
        <Form.Item name="credit_code" label={text.code}>
          <Input maxLength={18} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="region" label={t.registry.form.region} rules={[required]}>
          <RegionPicker valueName={unit?.region?.name} />
        </Form.Item>
        <Form.Item name="address" label={t.registry.form.address} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="legal_person" label={text.legal}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="manager" label={text.manager}>
          <Input maxLength={50} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="phone" label={text.phone} {...(unit ? { extra: text.phoneKeep } : {})}>
          <Input maxLength={30} placeholder={unit?.phone_masked ?? ''} />
        </Form.Item>
        <Form.Item name="sector" label={text.sector}>
          <Select options={options('sectors')} allowClear placeholder={t.common.choose} />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
