import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { LeaseInput, LeaseRow } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { number } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { EmptyState } from '@/ui/states';
import { saveLease, voidLease } from './queries';
import { RowTools } from './RowTools';
import { span } from './span';
import { UnitSelect } from './UnitSelect';
import { useRecords } from './useRecords';
import { VoidDialog } from './VoidDialog';

const text = t.registry.file;
const required = { required: true, message: t.common.required };

interface Props {
  leases: LeaseRow[];
  /** Where a new party belongs. */
  place: Pick<LeaseInput, 'premises_id' | 'building_id'>;
  mayWrite: boolean;
}

/** Owner, landlord, tenant, sub-tenant and manager, drawn as a tree of who holds from whom. */
export function Leases({ leases, place, mayWrite }: Props) {
  const records = useRecords<LeaseRow>();
  const ids = new Set(leases.map((lease) => lease.id));
  const roots = leases.filter((lease) => !lease.parent_id || !ids.has(lease.parent_id));
  const branch = (lease: LeaseRow) => (
    <li key={lease.id}>
      <div className={lease.in_force ? 'lease' : 'lease lease--ended'}>
        <span className="mark">{lease.role_name}</span>
        <strong>{lease.party}</strong>
        {lease.part ? <span>{lease.part}</span> : null}
        {lease.area_m2 ? <span className="num">{`${number(lease.area_m2)} ㎡`}</span> : null}
        {lease.phone ? <span className="num">{lease.phone}</span> : null}
        <span className="soft num">
          {span(lease.starts_on, lease.ends_on) || text.openEnd}
          {lease.in_force ? '' : ` · ${text.ended}`}
        </span>
        {place.premises_id && !lease.premises_id ? <span className="mark">{text.ofBuilding}</span> : null}
        {lease.note ? <span className="soft">{lease.note}</span> : null}
        {mayWrite ? <RowTools onEdit={() => records.edit(lease)} onVoid={() => records.drop(lease)} /> : null}
      </div>
      <Below rows={leases.filter((below) => below.parent_id === lease.id)} branch={branch} />
    </li>
  );
  const add = (
    <Button size="small" icon={<PlusOutlined />} onClick={() => records.edit('new')}>
      {text.addLease}
    </Button>
  );
  return (
    <Panel title={text.leases} extra={mayWrite ? add : null}>
      {roots.length > 0 ? <ul className="lease-tree">{roots.map(branch)}</ul> : <EmptyState title={text.leasesNone} />}
      <LeaseDialog records={records} leases={leases} place={place} />
      <VoidDialog
        name={records.voiding?.party}
        send={(reason) => voidLease(records.voiding?.id ?? '', { version: records.voiding?.version ?? 0, reason })}
        onClose={records.close}
        onDone={records.done}
      />
    </Panel>
  );
}

function Below({ rows, branch }: { rows: LeaseRow[]; branch: (row: LeaseRow) => React.ReactNode }) {
  return rows.length > 0 ? <ul>{rows.map(branch)}</ul> : null;
}

interface DialogProps extends Pick<Props, 'leases' | 'place'> {
  records: ReturnType<typeof useRecords<LeaseRow>>;
}

function LeaseDialog({ records, leases, place }: DialogProps) {
  const { editing } = records;
  const current = editing === 'new' ? undefined : editing;
  const roles = Object.entries(text.roles).map(([value, label]) => ({ value, label }));
  const parents = leases
    .filter((lease) => lease.id !== current?.id && lease.role !== 'manager')
    .map((lease) => ({ value: lease.id, label: `${lease.role_name} ${lease.party}` }));
  return (
    <FormDialog<LeaseInput, unknown>
      open={editing !== undefined}
      title={current ? text.editLease : text.addLease}
      onClose={records.close}
      initial={current ?? { role: 'tenant' }}
      send={(values) => saveLease(current?.id, { ...values, ...place, version: current?.version ?? 0 })}
      onDone={records.done}
    >
      <div className="form-pair">
        <Form.Item name="role" label={text.role} rules={[required]}>
          <Select options={roles} />
        </Form.Item>
        <Form.Item name="parent_id" label={text.parent} extra={text.parentHint}>
          <Select options={parents} allowClear placeholder={t.common.choose} />
        </Form.Item>
      </div>
      <Form.Item name="unit_id" label={text.partyUnit} extra={text.partyUnitHint}>
        <UnitSelect current={current?.unit_id ? { id: current.unit_id, name: current.party } : undefined} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="party" label={text.party}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="phone" label={text.phone}>
          <Input maxLength={30} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="part" label={text.part}>
          <Input maxLength={100} placeholder={text.partHint} />
        </Form.Item>
        <Form.Item name="area_m2" label={text.area}>
          <InputNumber min={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <div className="form-pair">
        <DateItem name="starts_on" label={text.startsOn} />
        <DateItem name="ends_on" label={text.endsOn} />
      </div>
      <Form.Item name="note" label={text.note}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
