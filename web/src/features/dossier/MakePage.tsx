import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useFilters, useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { bytes, number, today } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { Loading } from '@/ui/states';
import { useKeyset } from '@/ui/useKeyset';
import { ItemTable } from './ItemTable';
import {
  dossiersKey,
  type MakeDossier,
  makeDossier,
  type Preview,
  preview,
  readSheets,
  type SheetRow,
  sheetQuery,
  sheetsKey,
} from './queries';
import './dossier.css';

const text = t.dossier.make;
const required = { required: true, message: t.common.required };

interface Values {
  title: string;
  sheet: string;
  period: [Dayjs, Dayjs];
  region: string;
  items?: number[];
}

const order = (values: Values): MakeDossier => ({
  title: values.title,
  sheet: values.sheet,
  from: values.period[0].format('YYYY-MM-DD'),
  to: values.period[1].format('YYYY-MM-DD'),
  region: values.region,
  items: values.items ?? [],
});

/** Chooses sheet, period and region, shows what there is and what is missing, and starts the making. */
export default function MakePage() {
  const [search] = useFilters();
  const go = useGo();
  const cache = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [asked, setAsked] = useState<string>();
  const sheets = useKeyset<SheetRow>(sheetsKey, readSheets, 200);
  const chosen = Form.useWatch('sheet', form) ?? search.sheet ?? '';
  const sheet = useQuery(sheetQuery(chosen));
  const look = useMutation({ mutationFn: (values: Values) => preview(order(values)) });
  const make = useMutation({
    mutationFn: (values: Values) => makeDossier(order(values)),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: dossiersKey });
      go(`/dossiers/${made.id}`);
    },
  });
  const values = Form.useWatch([], form) as Values | undefined;
  const changed = asked !== undefined && values?.period != null && asked !== JSON.stringify(order(values));
  const show = (values: Values) => {
    setAsked(JSON.stringify(order(values)));
    make.reset();
    look.mutate(values);
  };
  const year = dayjs(today());
  return (
    <Page title={text.title} subtitle={t.dossier.subtitle} permission="dossier.make">
      <div className="stack">
        <Panel>
          <Form<Values>
            form={form}
            layout="vertical"
            onFinish={show}
            initialValues={{ sheet: search.sheet, period: [year.startOf('year'), year] }}
          >
            <div className="dossier-form">
              <Form.Item name="title" label={text.name} rules={[required]}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name="sheet" label={text.sheet} rules={[required]}>
                <Select
                  loading={sheets.isPending}
                  placeholder={t.common.choose}
                  notFoundContent={text.noSheet}
                  options={sheets.rows.map((row) => ({
                    value: row.id,
                    label: t.dossier.sheetLine(row.title, t.dossier.sheets.version(row.version)),
                  }))}
                />
              </Form.Item>
              <Form.Item name="period" label={text.period} rules={[required]}>
                <DatePicker.RangePicker style={{ width: '100%' }} allowClear={false} />
              </Form.Item>
              <Form.Item name="region" label={text.region} rules={[required]}>
                <RegionPicker />
              </Form.Item>
              <Form.Item name="items" label={text.items} style={{ gridColumn: '1 / -1' }}>
                <Select
                  mode="multiple"
                  allowClear
                  maxTagCount="responsive"
                  placeholder={text.allItems}
                  optionFilterProp="label"
                  options={(sheet.data?.lines ?? []).map((item, position) => ({
                    value: position,
                    label: `${item.number} ${item.text}`,
                  }))}
                />
              </Form.Item>
            </div>
            <div className="sheet-tools">
              <Button htmlType="submit" loading={look.isPending}>
                {text.preview}
              </Button>
              <span className="soft">{text.hint}</span>
            </div>
          </Form>
        </Panel>
        {look.isPending ? (
          <Panel>
            <Loading />
          </Panel>
        ) : null}
        {look.isError ? <ErrorNote error={look.error} /> : null}
        {make.isError ? <ErrorNote error={make.error} /> : null}
        {look.data ? (
          <Found
            found={look.data}
            changed={changed}
            making={make.isPending}
            onMake={() => values && make.mutate(values)}
          />
        ) : null}
      </div>
    </Page>
  );
}

interface FoundProps {
  found: Preview;
  changed: boolean;
  making: boolean;
  onMake: () => void;
}

function Found({ found, changed, making, onMake }: FoundProps) {
  return (
    <Panel
      flush
      title={t.dossier.page.items}
      extra={
        <Button type="primary" disabled={changed || Boolean(found.too_large)} loading={making} onClick={onMake}>
          {text.make}
        </Button>
      }
    >
      <div className="dossier-total">
        <b className="num">{text.summary(number(found.entries), number(found.files), bytes(found.bytes))}</b>
        {found.missing > 0 ? (
          <span className="danger-text num">{text.missing(number(found.missing))}</span>
        ) : (
          <span>{text.complete}</span>
        )}
        <span className="soft num">
          {text.limits(number(found.most_entries), number(found.most_files), bytes(found.most_bytes))}
        </span>
        {changed ? <span className="soft">{text.again}</span> : null}
      </div>
      {found.too_large ? <Alert type="error" showIcon title={text.tooLarge} description={found.too_large} /> : null}
      <ItemTable items={found.items} sizes />
    </Panel>
  );
}
