import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { BuildingInput, BuildingRow } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { PointItems, readPoint, shownPoint } from './PointItems';
import { saveBuilding } from './queries';

const text = t.registry.buildings;
const required = { required: true, message: t.common.required };

type Values = Omit<BuildingInput, 'point'> & { longitude?: number | null; latitude?: number | null };

interface Props {
  open: boolean;
  building?: BuildingRow | undefined;
  onClose: () => void;
  onDone: (made: { id: string }) => void;
}

/** Registers a building or changes all of its form. */
export function BuildingDialog({ open, building, onClose, onDone }: Props) {
  const { lists } = useMeta();
  const options = (list: string) => (lists[list] ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const amount = (name: keyof Values, label: string, whole = false) => (
    <Form.Item name={name} label={label}>
      <InputNumber min={0} {...(whole ? { precision: 0 } : {})} style={{ width: '100%' }} />
    </Form.Item>
  );
  return (
    <FormDialog<Values, { id: string }>
      open={open}
      title={building ? text.edit : text.add}
      width={720}
      onClose={onClose}
      initial={
        building ? { ...building, region: building.region.code, ...shownPoint(building.point) } : { datum: 'wgs84' }
      }
      send={({ longitude, latitude, ...rest }) =>
        saveBuilding(building?.id, {
          ...rest,
          floors: rest.floors ?? [],
          point: readPoint(longitude, latitude),
          version: building?.version ?? 0,
        }) as Promise<{ id: string }>
      }
      onDone={onDone}
    >
      <Form.Item name="name" label={text.name} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="region" label={t.registry.form.region} rules={[required]}>
          <RegionPicker valueName={building?.region.name} />
        </Form.Item>
        <Form.Item name="address" label={t.registry.form.address} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <div className="form-pair">
        {amount('floors_above', text.above, true)}
        {amount('floors_below', text.below, true)}
        {amount('height_m', text.heightInput)}
      </div>
      <div className="form-pair">
        {amount('area_m2', text.areaInput)}
        {amount('built_year', text.year, true)}
      </div>
      <div className="form-pair">
        <Form.Item name="use_class" label={text.use}>
          <Select options={options('building_uses')} allowClear placeholder={t.common.choose} />
        </Form.Item>
        <Form.Item name="structure" label={text.structure}>
          <Select options={options('building_structures')} allowClear placeholder={t.common.choose} />
        </Form.Item>
      </div>
      <PointItems />
      <Form.List name="floors">
        {(fields, { add, remove }) => (
          <div className="stack stack--tight">
            <span>{text.floorList}</span>
            {fields.map((field) => (
              <div key={field.key} className="row">
                <Form.Item name={[field.name, 'number']} rules={[required]} noStyle>
                  <InputNumber precision={0} placeholder={text.floor} aria-label={text.floor} style={{ width: 90 }} />
                </Form.Item>
                <Form.Item name={[field.name, 'use']} noStyle>
                  <Input placeholder={text.floorUse} aria-label={text.floorUse} style={{ width: 240 }} maxLength={50} />
                </Form.Item>
                <Form.Item name={[field.name, 'area_m2']} noStyle>
                  <InputNumber
                    min={0}
                    placeholder={text.floorArea}
                    aria-label={text.floorArea}
                    style={{ width: 130 }}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t.common.files.remove}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({})} style={{ alignSelf: 'flex-start' }}>
              {text.floorAdd}
            </Button>
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}
