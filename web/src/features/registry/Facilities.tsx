import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select, Table } from 'antd';
import type { FacilityInput, FacilityRow, StateClass } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { civil, number } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { StateShape } from '@/ui/StatusTag';
import { EmptyState } from '@/ui/states';
import { saveFacility, voidFacility } from './queries';
import { RowTools } from './RowTools';
import { useRecords } from './useRecords';
import { VoidDialog } from './VoidDialog';

const text = t.registry.file;
const required = { required: true, message: t.common.required };
const shapes: Record<string, StateClass> = {
  ok: 'closed',
  faulty: 'reported',
  stopped: 'waiting',
  missing: 'void',
  unknown: 'open',
};

interface Props {
  rows: FacilityRow[];
  place: Pick<FacilityInput, 'premises_id' | 'building_id'>;
  mayWrite: boolean;
}

/** Fire facilities with their state and last maintenance; what is out of order takes the accent. */
export function Facilities({ rows, place, mayWrite }: Props) {
  const records = useRecords<FacilityRow>();
  const { lists } = useMeta();
  const options = (list: string) => (lists[list] ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const current = records.editing === 'new' ? undefined : records.editing;
  const own = current ? { premises_id: current.premises_id, building_id: current.building_id } : place;
  const state = (row: FacilityRow) => (
    <span className={['faulty', 'stopped', 'missing'].includes(row.state) ? 'danger-text facility' : 'facility'}>
      <StateShape name={shapes[row.state] ?? 'open'} />
      {row.state_name}
    </span>
  );
  const name = (row: FacilityRow) => (
    <>
      {row.kind_name}
      {place.premises_id && !row.premises_id ? <span className="mark">{text.ofBuilding}</span> : null}
    </>
  );
  const add = (
    <Button size="small" icon={<PlusOutlined />} onClick={() => records.edit('new')}>
      {text.addFacility}
    </Button>
  );
  return (
    <Panel title={text.facilities} extra={mayWrite ? add : null} flush={rows.length > 0}>
      {rows.length > 0 ? (
        <Table<FacilityRow>
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: text.kind, render: (_, row) => name(row) },
            { title: text.count, dataIndex: 'count', align: 'right', width: 70, render: number },
            { title: text.state, width: 100, render: (_, row) => state(row) },
            { title: text.maintained, dataIndex: 'maintained_on', width: 110, render: civil },
            ...(mayWrite
              ? [
                  {
                    title: '',
                    width: 110,
                    render: (_: unknown, row: FacilityRow) => (
                      <RowTools onEdit={() => records.edit(row)} onVoid={() => records.drop(row)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : (
        <EmptyState title={text.facilitiesNone} />
      )}
      <FormDialog<FacilityInput, unknown>
        open={records.editing !== undefined}
        title={current ? text.editFacility : text.addFacility}
        onClose={records.close}
        initial={current ?? { count: 1, state: 'ok' }}
        send={(values) => saveFacility(current?.id, { ...values, ...own, version: current?.version ?? 0 })}
        onDone={records.done}
      >
        <Form.Item name="kind" label={text.kind} rules={[required]}>
          <Select
            options={options('facility_kinds')}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t.common.choose}
          />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="count" label={text.count} rules={[required]}>
            <InputNumber min={1} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="state" label={text.state} rules={[required]}>
            <Select options={options('facility_states')} />
          </Form.Item>
        </div>
        <div className="form-pair">
          <DateItem name="maintained_on" label={text.maintained} />
          <Form.Item name="maintainer" label={text.maintainer}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <Form.Item name="note" label={text.note}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </FormDialog>
      <VoidDialog
        name={records.voiding?.kind_name}
        send={(reason) => voidFacility(records.voiding?.id ?? '', { version: records.voiding?.version ?? 0, reason })}
        onClose={records.close}
        onDone={records.done}
      />
    </Panel>
  );
}
