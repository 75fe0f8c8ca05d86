import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { ApiError } from '@/api/client';
import { newKey } from '@/api/keys';
import type { EvidenceFile, FieldValues, OpenCase } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useMeta } from '@/features/access/queries';
import { PremisesSelect } from '@/features/registry/PremisesSelect';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { EvidenceUploader } from '@/ui/EvidenceUploader';
import { FieldItems } from '@/ui/fields/FieldItems';
import { filled } from '@/ui/fields/fieldText';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { today } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { openCase, useCaseChanged } from './queries';

interface Values {
  kind: string;
  title: string;
  premises_id?: string;
  region?: string;
  fields?: FieldValues;
}

const text = t.casework.newForm;

/** Opens a case by hand; the fields are those of the chosen kind. */
export default function NewCasePage() {
  const { lifecycles } = useMeta();
  const [search] = useFilters();
  const [form] = Form.useForm<Values>();
  const [evidence, setEvidence] = useState<EvidenceFile[]>([]);
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const go = useGo();
  const key = useMemo(newKey, []);
  const open = useMutation({
    mutationFn: (body: OpenCase) => openCase(body, key),
    onSuccess: (detail) => {
      changed(detail);
      message.success(text.done);
      go(`/cases/${detail.id}`);
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      form.setFields(
        error.fields.map(({ pointer, message: said }) => ({ name: path(pointer) as never, errors: [said] })),
      );
    },
  });
  const kind = Form.useWatch('kind', form) ?? lifecycles[0]?.kind;
  const premises = Form.useWatch('premises_id', form);
  const lifecycle = lifecycles.find((one) => one.kind === kind);
  const submit = ({ fields, ...values }: Values) =>
    open.mutate({ ...values, fields: filled(fields ?? {}), evidence: evidence.map((file) => file.id) });
  const required = { required: true, message: t.common.required };
  return (
    <Page title={text.title} permission="case.open">
      <Panel className="narrow">
        <Form
          form={form}
          layout="vertical"
          onFinish={submit}
          scrollToFirstError
          initialValues={{ kind, premises_id: search.premises, fields: { found_on: today() } }}
        >
          <Form.Item name="kind" label={text.kind} rules={[required]} hidden={lifecycles.length < 2}>
            <Select options={lifecycles.map((one) => ({ value: one.kind, label: one.name }))} />
          </Form.Item>
          <Form.Item name="premises_id" label={text.premises}>
            <PremisesSelect />
          </Form.Item>
          {premises ? null : (
            <Form.Item name="region" label={text.region} rules={[required]}>
              <RegionPicker />
            </Form.Item>
          )}
          <Form.Item
            name="title"
            label={text.caseTitle}
            rules={[required, { max: 100, message: t.common.tooLong(100) }]}
          >
            <Input />
          </Form.Item>
          <FieldItems fields={lifecycle?.field ?? []} prefix="fields" />
          <Form.Item label={text.photo}>
            <EvidenceUploader stage="before" files={evidence} onChange={setEvidence} />
          </Form.Item>
          {open.isError ? <ErrorNote error={open.error} /> : null}
          <Button type="primary" htmlType="submit" loading={open.isPending}>
            {t.common.submit}
          </Button>
        </Form>
      </Panel>
    </Page>
  );
}

const path = (pointer: string) => pointer.split('/').filter(Boolean);
