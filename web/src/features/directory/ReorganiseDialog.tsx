import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { Organisation, Reorganise } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { RegionPicker } from '@/ui/fields/RegionPicker';
import { today } from '@/ui/format';
import { OrganisationSelect } from './NewOrganisationDialog';
import { reorganise } from './queries';

type Kind = Reorganise['kind'];
interface Values {
  organisation_id?: string;
  name?: string;
  from?: string[];
  into?: string;
  parts?: { name: string; region_code: string }[];
  on: string;
  reason?: string;
}
interface Props {
  open: boolean;
  all: Organisation[];
  chosen: string | undefined;
  onClose: () => void;
}

const text = t.system.organisations;
const required = { required: true, message: t.common.required };

/** Renames, merges or splits bodies on a day; old names stay in the records of their time. */
export function ReorganiseDialog({ open, all, chosen, onClose }: Props) {
  const [kind, setKind] = useState<Kind>('rename');
  const cache = useQueryClient();
  return (
    <FormDialog<Values, unknown>
      open={open}
      title={text.reorganise}
      onClose={onClose}
      width={640}
      initial={{ on: today(), ...(chosen ? { organisation_id: chosen, from: [chosen] } : {}), parts: [blank, blank] }}
      send={(values) => reorganise(bodyOf(kind, values))}
      onDone={() => {
        void cache.invalidateQueries();
        onClose();
      }}
    >
      <Segmented
        value={kind}
        onChange={(next) => setKind(next as Kind)}
        options={(['rename', 'merge', 'split'] as const).map((value) => ({ value, label: text.kinds[value] }))}
      />
      <p className="soft">{text.kindHints[kind]}</p>
      {kind === 'merge' ? <MergeItems all={all} /> : <OneItem all={all} />}
      {kind === 'rename' ? (
        <Form.Item name="name" label={text.newName} rules={[required]}>
          <Input maxLength={60} />
        </Form.Item>
      ) : null}
      {kind === 'split' ? <Parts /> : null}
      <DateItem name="on" label={text.on} required />
      <Form.Item name="reason" label={text.reason} rules={[required]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}

const blank = { name: '', region_code: '' };

export function bodyOf(kind: Kind, values: Values): Reorganise {
  const shared = { on: values.on, ...(values.reason ? { reason: values.reason } : {}) };
  const organisation_id = values.organisation_id ?? '';
  if (kind === 'rename') return { kind, organisation_id, name: values.name ?? '', ...shared };
  if (kind === 'merge') return { kind, from: values.from ?? [], into: values.into ?? '', ...shared };
  return { kind, organisation_id, into: values.parts ?? [], ...shared };
}

function OneItem({ all }: { all: Organisation[] }) {
  const id = Form.useWatch('organisation_id');
  const open = all.find((one) => one.id === id)?.open_cases ?? 0;
  return (
    <Form.Item
      name="organisation_id"
      label={text.title}
      rules={[required]}
      extra={open > 0 ? text.moved(open) : undefined}
    >
      <OrganisationSelect all={all} />
    </Form.Item>
  );
}

function MergeItems({ all }: { all: Organisation[] }) {
  const from: string[] = Form.useWatch('from') ?? [];
  const open = all.filter((one) => from.includes(one.id)).reduce((sum, one) => sum + one.open_cases, 0);
  return (
    <>
      <Form.Item name="from" label={text.from} rules={[required]} extra={open > 0 ? text.moved(open) : undefined}>
        <OrganisationSelect all={all} multiple />
      </Form.Item>
      <Form.Item name="into" label={text.into} rules={[required]}>
        <OrganisationSelect all={all.filter((one) => !from.includes(one.id))} />
      </Form.Item>
    </>
  );
}

function Parts() {
  return (
    <Form.List name="parts">
      {(rows, { add, remove }) => (
        <fieldset className="directory-parts">
          <legend>{text.parts}</legend>
          {rows.map((row) => (
            <div key={row.key} className="directory-part">
              <Form.Item name={[row.name, 'name']} rules={[required]}>
                <Input placeholder={text.name} aria-label={text.name} />
              </Form.Item>
              <Form.Item name={[row.name, 'region_code']} rules={[required]}>
                <RegionPicker />
              </Form.Item>
              <Button type="text" disabled={rows.length <= 2} onClick={() => remove(row.name)}>
                {t.common.remove}
              </Button>
            </div>
          ))}
          <Button onClick={() => add(blank)}>{text.addPart}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}
