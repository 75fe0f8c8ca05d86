import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { client, take } from '@/api/client';
import { useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { OrganisationSelect } from '@/features/directory/OrganisationSelect';
import { organisationsQuery } from '@/features/directory/queries';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { sendRound } from './queries';
import type { FormRow } from './types';

const text = t.report.send;

interface Values {
  day: Dayjs;
  cutoff: Dayjs;
  all: boolean;
  regions?: string[];
  organisations?: string[];
  down?: boolean;
  note?: string;
}

/** Sending a table: which period, by when, to whom. */
export function SendDialog({ form, open, onClose }: { form: FormRow; open: boolean; onClose: () => void }) {
  const cache = useQueryClient();
  const can = useCan();
  const go = useGo();
  const { message } = App.useApp();
  const below = useQuery({
    queryKey: ['regions', form.region],
    queryFn: () => take(client.GET('/regions', { params: { query: { parent: form.region } } })),
    enabled: open,
  });
  const bodies = useQuery({ ...organisationsQuery, enabled: open && can('directory.read') });
  return (
    <FormDialog<Values, { id: string; fillers: number }>
      open={open}
      title={text.title(form.title)}
      okText={text.button}
      onClose={onClose}
      initial={{
        day: dayjs(),
        cutoff: dayjs().add(5, 'day').hour(17).minute(30).second(0),
        all: true,
        down: false,
      }}
      send={(values) =>
        sendRound(form.id, {
          day: values.day.format('YYYY-MM-DD'),
          cutoff_at: values.cutoff.toISOString(),
          fillers: {
            all_below: values.all,
            regions: values.all ? [] : (values.regions ?? []),
            organisations: values.organisations ?? [],
            down: values.down ?? false,
          },
          note: values.note ?? null,
        })
      }
      onDone={(round) => {
        message.success(text.done(round.fillers));
        void cache.invalidateQueries({ queryKey: ['reports'] });
        go(`/reports/rounds/${round.id}`);
      }}
    >
      <Form.Item name="day" label={text.day} rules={[{ required: true }]}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="cutoff" label={text.cutoff} rules={[{ required: true }]}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="all" valuePropName="checked" style={{ marginBottom: 8 }}>
        <Checkbox>{text.allBelow}</Checkbox>
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Values, after: Values) => before.all !== after.all}>
        {({ getFieldValue }) =>
          getFieldValue('all') ? null : (
            <Form.Item name="regions" label={text.regions}>
              <Select
                mode="multiple"
                placeholder={t.common.choose}
                options={(below.data ?? []).map((region) => ({ value: region.code, label: region.name }))}
              />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="down" valuePropName="checked" style={{ marginBottom: 8 }}>
        <Checkbox>{text.down}</Checkbox>
      </Form.Item>
      {bodies.data ? (
        <Form.Item name="organisations" label={text.organisations}>
          <OrganisationSelect all={bodies.data} multiple />
        </Form.Item>
      ) : null}
      <Form.Item name="note" label={text.note}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
