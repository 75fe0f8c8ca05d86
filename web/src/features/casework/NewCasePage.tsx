import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { ApiError } from '@/api/client';
import { newKey } from '@/api/keys';
import type { EvidenceFile, FieldValues, Lifecycle, OpenCase } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useMeta, useSession } from '@/features/access/queries';
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
  sector?: string;
  fields?: FieldValues;
}

const text = t.casework.newForm;

/** Opens a case by hand; the fields are those of the chosen kind. */
export default function NewCasePage() {
  const { lists } = useMeta();
  const ownSector = useOwnSector();
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
  const kinds = useOpenable();
  const kind = Form.useWatch('kind', form) ?? search.kind ?? kinds[0]?.kind;
  const premises = Form.useWatch('premises_id', form);
  const lifecycle = kinds.find((one) => one.kind === kind);
  const about = lifecycle?.opening?.about ?? 'any';
  const submit = ({ fields, premises_id, region, sector, ...values }: Values) =>
    open.mutate({
      ...values,
      ...(premises_id && about !== 'region' ? { premises_id } : { region: region ?? null, sector: sector ?? null }),
      fields: filled(fields ?? {}),
      evidence: evidence.map((file) => file.id),
    });
  const required = { required: true, message: t.common.required };
  return (
    <Page title={text.title} permission="case.open">
      <Panel className="narrow">
        <Form
          form={form}
          layout="vertical"
          onFinish={submit}
          scrollToFirstError
          initialValues={{ kind, premises_id: search.premises, sector: ownSector, fields: firstValues(lifecycle) }}
        >
          <Form.Item name="kind" label={text.kind} rules={[required]} hidden={kinds.length < 2}>
            <Select
              options={kinds.map((one) => ({ value: one.kind, label: one.name }))}
              onChange={(next) => form.setFieldsValue({ fields: firstValues(kinds.find((one) => one.kind === next)) })}
            />
          </Form.Item>
          {about === 'region' ? null : (
            <Form.Item name="premises_id" label={text.premises} rules={about === 'premises' ? [required] : []}>
              <PremisesSelect />
            </Form.Item>
          )}
          {premises || about === 'premises' ? null : (
            <>
              <Form.Item name="region" label={about === 'region' ? text.area : text.region} rules={[required]}>
                <RegionPicker />
              </Form.Item>
              <Form.Item name="sector" label={`${text.sector} (${t.common.optional})`}>
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t.common.choose}
                  options={(lists.sectors ?? []).map((one) => ({ value: one.code, label: one.name }))}
                />
              </Form.Item>
            </>
          )}
          <Form.Item
            name="title"
            label={text.caseTitle}
            rules={[required, { max: 100, message: t.common.tooLong(100) }]}
          >
            <Input />
          </Form.Item>
          <FieldItems fields={lifecycle?.field ?? []} prefix="fields" />
          <Form.Item label={about === 'region' ? text.paper : text.photo}>
            <EvidenceUploader stage={about === 'region' ? 'paper' : 'before'} files={evidence} onChange={setEvidence} />
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

/** The day of finding is mostly today. */
const firstValues = (kind?: Lifecycle): FieldValues =>
  kind?.field?.some((field) => field.code === 'found_on') ? { found_on: today() } : {};

/** Kinds that one of one's posts may open by hand. */
function useOpenable(): Lifecycle[] {
  const { lifecycles } = useMeta();
  const { posts } = useSession();
  return lifecycles.filter(({ opening }) => {
    const roles = opening?.roles ?? [];
    return roles.length === 0 || posts.some((post) => roles.includes(post.role));
  });
}

/** The sector of posts that are limited to one. */
function useOwnSector(): string | undefined {
  const { posts } = useSession();
  const [first] = posts;
  return posts.every((post) => post.sectors?.length) ? first?.sectors?.[0] : undefined;
}

const path = (pointer: string) => pointer.split('/').filter(Boolean);
