import { Form, InputNumber, Select } from 'antd';
import type { Maybe, Place } from '@/api/types';
import { t } from '@/i18n';

const text = t.registry;

/** Longitude, latitude and the datum they are given in. */
export function PointItems() {
  return (
    <div className="form-pair">
      <Form.Item name="longitude" label={text.form.longitude}>
        <InputNumber min={73} max={136} precision={6} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="latitude" label={text.form.latitude}>
        <InputNumber min={3} max={54} precision={6} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="datum" label={text.datum.label} extra={text.datum.hint} initialValue="wgs84">
        <Select options={(['wgs84', 'gcj02', 'bd09'] as const).map((value) => ({ value, label: text.datum[value] }))} />
      </Form.Item>
    </div>
  );
}

/** The point of a form; none while either number is missing. */
export const readPoint = (longitude: Maybe<number>, latitude: Maybe<number>): Place | null =>
  longitude != null && latitude != null ? { longitude, latitude } : null;

/** A stored point as values of the form, always WGS-84. */
export const shownPoint = (point: Maybe<Place>) => ({
  longitude: point?.longitude ?? null,
  latitude: point?.latitude ?? null,
  datum: 'wgs84' as const,
});
