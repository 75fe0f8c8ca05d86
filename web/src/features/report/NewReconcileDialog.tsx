import { useQueryClient } from '@tanstack/react-query';
import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { MEASURES } from './measures';
import { reconcile } from './queries';

const text = t.report.reconcile;

interface Values {
  title: string;
  region: string;
  from: Dayjs;
  to: Dayjs;
  measure: string;
}

/** Asks a region to hold its figure against the ledger. */
export function NewReconcileDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const cache = useQueryClient();
  const go = useGo();
  const last = dayjs().subtract(1, 'month');
  const required = [{ required: true }];
  return (
    <FormDialog<Values, { id: string }>
      open={open}
      title={text.new}
      okText={text.new}
      onClose={onClose}
      initial={{ from: last.startOf('month'), to: last.endOf('month'), measure: 'opened' }}
      send={(values) =>
        reconcile({
          title: values.title,
          region: values.region,
          from_date: values.from.format('YYYY-MM-DD'),
          to_date: values.to.format('YYYY-MM-DD'),
          measure: MEASURES[values.measure] ?? null,
        })
      }
      onDone={(made) => {
        void cache.invalidateQueries({ queryKey: ['reports'] });
        go(`/reports/reconciliations/${made.id}`);
      }}
    >
      <Form.Item name="title" label={text.name} rules={[{ required: true, whitespace: true, message: text.name }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="region" label={text.region} rules={required}>
        <RegionPicker />
      </Form.Item>
      <Form.Item name="measure" label={text.measure} rules={required}>
        <Select
          options={Object.entries(t.report.design.measures)
            .filter(([name]) => name !== 'premisesKind')
            .map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <div className="report-pair">
        <Form.Item name="from" label={text.from} rules={required}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="to" label={text.to} rules={required}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
