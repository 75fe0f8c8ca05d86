import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, App, Button, Checkbox, DatePicker, Form, Input, Segmented, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page, Panel } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { ColumnEditor } from './ColumnEditor';
import { emptyLayout, itemsOf, itemsText, newColumn } from './draw';
import { GridHead } from './GridHead';
import { changeForm, createForm, formQuery } from './queries';
import { SendDialog } from './SendDialog';
import type { Form as Drawn, Layout } from './types';
import './report.css';

const text = t.report.design;

/** Drawing a table, or changing one. */
export default function DesignPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const query = useQuery({ ...formQuery(id ?? ''), enabled: Boolean(id), refetchOnWindowFocus: false });
  if (id && query.isPending) return <Loading page />;
  if (id && query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  return <Design key={`${id}${query.data?.version}`} form={query.data} />;
}

interface Head {
  title: string;
  period: 'once' | 'weekly' | 'monthly' | 'quarterly';
  review: boolean;
  template: boolean;
  note?: string;
  from?: Dayjs;
  reason?: string;
}

function Design({ form }: { form: Drawn | undefined }) {
  const go = useGo();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [head] = Form.useForm<Head>();
  const [sending, setSending] = useState(false);
  const newest = form?.versions[0]?.layout;
  const [layout, setLayout] = useState<Layout>(newest ?? emptyLayout());
  const [items, setItems] = useState(itemsText(newest));
  const sent = (form?.rounds ?? 0) > 0;
  const whole = (): Layout => ({ ...layout, items: layout.rows === 'fixed' ? itemsOf(items) : [] });
  const save = useMutation({
    mutationFn: (values: Head) =>
      form
        ? changeForm(form.id, {
            version: form.version,
            title: values.title,
            note: values.note ?? null,
            review: values.review,
            layout: whole(),
            from_date: values.from?.format('YYYY-MM-DD') ?? null,
            reason: values.reason ?? null,
          })
        : createForm({
            title: values.title,
            period: values.period,
            review: values.review,
            template: values.template,
            note: values.note ?? null,
            layout: whole(),
          }),
    onSuccess: (made) => {
      message.success(text.saved);
      cache.setQueryData(formQuery(made.id).queryKey, made);
      void cache.invalidateQueries({ queryKey: ['reports', 'forms'] });
      if (!form) go(`/reports/forms/${made.id}`);
    },
  });
  return (
    <Page
      title={form ? text.edit(form.title) : text.title}
      {...(form ? { subtitle: form.asker } : {})}
      permission="report.ask"
      tools={
        <>
          {form?.may_send && !form.template ? (
            <Button onClick={() => setSending(true)}>{t.report.send.button}</Button>
          ) : null}
          {!form || form.may_send ? (
            <Button type="primary" onClick={head.submit} loading={save.isPending}>
              {text.save}
            </Button>
          ) : null}
        </>
      }
    >
      <Form<Head>
        form={head}
        layout="vertical"
        className="report-design"
        onFinish={(values) => save.mutate(values)}
        initialValues={{
          title: form?.title ?? '',
          period: form?.period ?? 'monthly',
          review: form?.review ?? false,
          template: form?.template ?? false,
          note: form?.note ?? '',
        }}
      >
        <Panel>
          <div className="report-design__head">
            <Form.Item
              name="title"
              label={text.name}
              rules={[{ required: true, whitespace: true, message: text.name }]}
            >
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="period" label={text.period}>
              <Select
                disabled={Boolean(form)}
                options={Object.entries(t.report.periods).map(([value, label]) => ({ value, label }))}
              />
            </Form.Item>
            <Form.Item name="note" label={text.note} className="report-design__note">
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} />
            </Form.Item>
          </div>
          <div className="report-design__checks">
            <Form.Item name="review" valuePropName="checked" noStyle>
              <Checkbox>{text.review}</Checkbox>
            </Form.Item>
            {form ? null : (
              <Form.Item name="template" valuePropName="checked" noStyle>
                <Checkbox>{text.template}</Checkbox>
              </Form.Item>
            )}
          </div>
          {sent ? (
            <div className="report-design__change">
              <Alert type="info" showIcon title={text.fromHint} />
              <Form.Item name="from" label={text.from}>
                <DatePicker />
              </Form.Item>
              <Form.Item name="reason" label={text.reason}>
                <Input maxLength={200} />
              </Form.Item>
            </div>
          ) : null}
        </Panel>
        {save.isError ? <ErrorNote error={save.error} /> : null}
        <Panel
          title={text.columns}
          extra={
            <Button
              size="small"
              onClick={() => setLayout({ ...layout, columns: [...layout.columns, newColumn(layout)] })}
            >
              {text.addColumn}
            </Button>
          }
        >
          <ColumnEditor
            layout={layout}
            before={sent ? newest : undefined}
            onChange={(columns) => setLayout({ ...layout, columns })}
          />
        </Panel>
        <Panel title={text.rows}>
          <Segmented
            value={layout.rows ?? 'one'}
            onChange={(rows) => setLayout({ ...layout, rows })}
            options={Object.entries(t.report.rows).map(([value, label]) => ({
              value: value as NonNullable<Layout['rows']>,
              label,
            }))}
          />
          {layout.rows === 'fixed' ? (
            <div className="report-design__items">
              <label htmlFor="report-row-head">
                {text.rowHead}
                <Input
                  id="report-row-head"
                  value={layout.row_head ?? ''}
                  onChange={(event) => setLayout({ ...layout, row_head: event.target.value })}
                />
              </label>
              <label htmlFor="report-items">
                {text.items}
                <Input.TextArea
                  id="report-items"
                  value={items}
                  onChange={(event) => setItems(event.target.value)}
                  autoSize={{ minRows: 4, maxRows: 14 }}
                  placeholder={text.itemsHint}
                />
              </label>
            </div>
          ) : null}
        </Panel>
        <Panel title={text.preview}>
          <div className="report-grid-box">
            <table className="report-grid">
              <GridHead
                columns={layout.columns}
                first={[layout.rows === 'fixed' ? (layout.row_head ?? t.report.fill.row) : t.report.columns.filler]}
              />
            </table>
          </div>
        </Panel>
        {form && form.versions.length > 1 ? (
          <Panel title={text.versions}>
            <ul className="report-locks">
              {form.versions.map((version) => (
                <li key={version.id}>
                  <b>{text.version(version.number, version.from_date)}</b>
                  <span className="soft">{` ${version.created_by} ${version.note ?? ''}`}</span>
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
      </Form>
      {form ? <SendDialog form={form} open={sending} onClose={() => setSending(false)} /> : null}
    </Page>
  );
}
