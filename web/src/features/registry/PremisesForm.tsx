import { AimOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { ApiError } from '@/api/client';
import type { PremisesDetail, PremisesInput } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { hereNow } from '@/ui/here';
import { Panel } from '@/ui/Page';
import { BuildingSelect } from './BuildingSelect';
import { kindOptions } from './kinds';
import { MeasureItems } from './Measures';
import { PointItems, readPoint, shownPoint } from './PointItems';
import { UnitSelect } from './UnitSelect';

interface Values extends Omit<PremisesInput, 'point' | 'on_floors' | 'measures'> {
  on_floors?: string[];
  measures?: Record<string, number | null>;
  longitude?: number | null;
  latitude?: number | null;
}
interface Props {
  initial?: PremisesDetail;
  busy: boolean;
  error: Error | null;
  onSubmit: (input: PremisesInput) => void;
}

const text = t.registry.form;
const required = { required: true, message: t.common.required };

export function PremisesForm({ initial, busy, error, onSubmit }: Props) {
  const meta = useMeta();
  const { lists } = meta;
  const [form] = Form.useForm<Values>();
  const tags = (lists.premises_tags ?? []).map((tag) => ({ value: tag.code, label: tag.name }));
  const submit = ({ longitude, latitude, on_floors, measures, ...rest }: Values) => {
    const floors = (on_floors ?? []).map(Number).filter((floor) => Number.isInteger(floor));
    const kept = Object.entries(measures ?? {}).filter(
      ([name, value]) => value != null || initial?.measures[name] != null,
    );
    const given = initial ? kept : kept.filter(([, value]) => value != null);
    onSubmit({
      ...rest,
      on_floors: floors,
      measures: Object.fromEntries(given) as Record<string, number>,
      // A point nobody touched keeps the datum it was given in.
      ...(samePoint(initial, longitude, latitude, rest.datum) ? {} : { point: readPoint(longitude, latitude) }),
    });
  };
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={submit}
      scrollToFirstError
      initialValues={initial ? asValues(initial) : {}}
      className="stack narrow"
    >
      <Panel title={text.basic}>
        <Form.Item name="name" label={text.name} rules={[required, { max: 100, message: t.common.tooLong(100) }]}>
          <Input />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="kind" label={text.kind} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={kindOptions(meta)}
              placeholder={t.common.choose}
            />
          </Form.Item>
          <Form.Item name="region" label={text.region} rules={[required]}>
            <RegionPicker valueName={initial?.region.name} />
          </Form.Item>
        </div>
        <Form.Item name="address" label={text.address} rules={[required, { max: 200, message: t.common.tooLong(200) }]}>
          <Input />
        </Form.Item>
        <Form.Item name="unit_id" label={text.unit}>
          <UnitSelect current={initial?.unit ?? undefined} />
        </Form.Item>
        {tags.length > 0 ? (
          <Form.Item name="tags" label={t.registry.detail.tags}>
            <Select mode="multiple" options={tags} placeholder={t.common.choose} />
          </Form.Item>
        ) : null}
      </Panel>
      <Panel title={text.building}>
        <div className="form-pair">
          <Form.Item name="building_id" label={text.buildingPick}>
            <BuildingSelect current={initial?.building ?? undefined} />
          </Form.Item>
          <Form.Item name="on_floors" label={text.onFloors} extra={text.onFloorsHint}>
            <Select
              mode="tags"
              tokenSeparators={[',', t.common.pause, t.common.comma, ' ']}
              open={false}
              suffixIcon={null}
            />
          </Form.Item>
        </div>
        <div className="form-pair">
          <Amount name="area_m2" label={text.area} />
          <Amount name="floors" label={text.floors} whole />
          <Amount name="height_m" label={text.height} />
        </div>
      </Panel>
      <MeasureItems />
      <Panel title={text.place}>
        <PointItems />
        <Locate onPlace={(place) => form.setFieldsValue({ ...place, datum: 'wgs84' })} />
      </Panel>
      {error ? (
        error instanceof ApiError && error.status === 409 ? (
          <ErrorNote error={new ApiError({ title: text.conflict, status: 409 })} />
        ) : (
          <ErrorNote error={error} />
        )
      ) : null}
      <div>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t.common.save}
        </Button>
      </div>
    </Form>
  );
}

function Amount({ name, label, whole = false }: { name: string; label: string; whole?: boolean }) {
  return (
    <Form.Item name={name} label={label}>
      <InputNumber min={0} {...(whole ? { precision: 0 } : {})} style={{ width: '100%' }} />
    </Form.Item>
  );
}

function Locate({ onPlace }: { onPlace: (place: { longitude: number; latitude: number }) => void }) {
  const { message } = App.useApp();
  const locate = async () => {
    const place = await hereNow(8000);
    if (place) onPlace(place);
    else message.warning(text.locateFailed);
  };
  return (
    <Button icon={<AimOutlined />} onClick={locate}>
      {text.locate}
    </Button>
  );
}

const asValues = (premises: PremisesDetail): Partial<Values> => ({
  name: premises.name,
  kind: premises.kind,
  address: premises.address,
  region: premises.region.code,
  unit_id: premises.unit?.id ?? null,
  tags: premises.tags.map((tag) => tag.code),
  area_m2: premises.area_m2 ?? null,
  floors: premises.floors ?? null,
  height_m: premises.height_m ?? null,
  building_id: premises.building?.id ?? null,
  on_floors: premises.on_floors.map(String),
  measures: premises.measures,
  ...shownPoint(premises.point),
});

function samePoint(
  initial: PremisesDetail | undefined,
  longitude: number | null | undefined,
  latitude: number | null | undefined,
  datum: string | undefined,
): boolean {
  const before = initial?.point;
  const near = (a: number, b: number | null | undefined) => b != null && Math.abs(a - b) < 1e-6;
  return Boolean(before && datum === 'wgs84' && near(before.longitude, longitude) && near(before.latitude, latitude));
}
