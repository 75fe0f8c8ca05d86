import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { TaskRecord } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { DateItem } from '@/ui/fields/DateItem';
import { address, measureFrom, PRESETS, presetOf } from './measures';
import { ownersOf } from './names';
import {
  type Owner,
  type OwnerChoice,
  ownersQuery,
  type PlanPage,
  type PlanTask,
  type TaskChange,
} from './planQueries';

interface Props {
  plan: string;
  task: PlanTask | undefined;
  onClose: () => void;
  send: (task: PlanTask, change: TaskChange) => Promise<PlanPage>;
}

interface Values {
  text: string;
  lead: string[];
  support: string[];
  due_on?: string;
  cadence: string;
  waits?: string;
  later?: string;
  how: 'none' | 'number' | 'share';
  amount?: number;
  unit?: string;
  q1?: number;
  q2?: number;
  q3?: number;
  q4?: number;
  evidence?: string;
  mandates: string[];
  document: boolean;
  measure: string;
  numerator?: string;
  denominator?: string;
  basis?: string;
}

const text = t.plan.edit;

/** Everything a task says, in one form. */
export function EditDrawer({ task, onClose, ...rest }: Props) {
  return (
    <Drawer
      open={Boolean(task)}
      title={task ? text.title(task.number) : ''}
      onClose={onClose}
      size={620}
      destroyOnHidden
    >
      {task ? <EditForm key={`${task.id}${task.version}`} task={task} onClose={onClose} {...rest} /> : null}
    </Drawer>
  );
}

function EditForm({ plan, task, onClose, send }: Props & { task: PlanTask }) {
  const [form] = Form.useForm<Values>();
  const { lists } = useMeta();
  const choices = useQuery(ownersQuery(plan)).data ?? [];
  const write = useMutation({ mutationFn: (change: TaskChange) => send(task, change), onSuccess: onClose });
  const options = ownerOptions(choices, task.owners ?? []);
  const how = Form.useWatch('how', form) ?? initial(task).how;
  const measure = Form.useWatch('measure', form) ?? initial(task).measure;
  const unit = Form.useWatch('unit', form);
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={initial(task)}
      onFinish={(values) => write.mutate(changeOf(values, task, choices))}
    >
      <Form.Item name="text" label={t.plan.review.text} rules={[{ required: true, message: t.common.required }]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="lead" label={text.lead} extra={text.ownersHint}>
        <Select mode="multiple" options={options} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="support" label={text.support}>
        <Select mode="multiple" options={options} optionFilterProp="label" />
      </Form.Item>
      <div className="edit-row">
        <DateItem name="due_on" label={text.dueOn} />
        <Form.Item name="cadence" label={text.cadence}>
          <Select
            style={{ width: 130 }}
            options={[
              { value: '', label: text.cadenceNone },
              ...Object.entries(t.plan.cadence).map(([value, label]) => ({ value, label })),
            ]}
          />
        </Form.Item>
      </div>
      <div className="edit-row">
        <Form.Item name="waits" label={text.waits} extra={text.waitsHint} style={{ flex: 1 }}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="later" label={text.later}>
          <Select
            allowClear
            style={{ width: 130 }}
            options={Object.entries(text.laterChoices).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="how" label={text.target}>
        <Radio.Group
          options={[
            { value: 'none', label: text.cadenceNone },
            { value: 'number', label: text.targetNumber },
            { value: 'share', label: text.targetShare },
          ]}
        />
      </Form.Item>
      {how !== 'none' ? (
        <>
          <div className="edit-row">
            <Form.Item name="amount" label={text.target} rules={[{ required: true, message: t.common.required }]}>
              <InputNumber min={0} {...(how === 'share' ? { max: 100, suffix: '%' } : {})} />
            </Form.Item>
            {how === 'number' ? (
              <Form.Item name="unit" label={text.unit}>
                <Input maxLength={10} style={{ width: 90 }} />
              </Form.Item>
            ) : null}
          </div>
          <Form.Item label={text.milestones}>
            <div className="edit-row">
              {([1, 2, 3, 4] as const).map((quarter) => (
                <Form.Item key={quarter} name={`q${quarter}`} label={text.quarter(quarter)} noStyle={false}>
                  <InputNumber min={0} style={{ width: 110 }} suffix={how === 'share' ? '%' : (unit ?? '')} />
                </Form.Item>
              ))}
            </div>
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="measure" label={text.measure}>
        <Select
          options={[
            { value: 'none', label: text.measureNone },
            ...Object.keys(PRESETS).map((value) => ({ value, label: text.presets[value] })),
            { value: 'own', label: text.measureOwn },
          ]}
        />
      </Form.Item>
      {measure === 'own' ? (
        <>
          <Form.Item
            name="numerator"
            label={text.numerator}
            extra={text.measureHint}
            rules={[{ required: true, message: t.common.required }, isAddress]}
          >
            <Input />
          </Form.Item>
          <Form.Item name="denominator" label={text.denominator} rules={[isAddress]}>
            <Input />
          </Form.Item>
          <Form.Item name="basis" label={text.basis}>
            <Select options={Object.entries(text.bases).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="evidence" label={text.evidence}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="mandates" label={text.mandates}>
        <Select mode="multiple" options={(lists.mandates ?? []).map((one) => ({ value: one.code, label: one.name }))} />
      </Form.Item>
      <Form.Item name="document" valuePropName="checked">
        <Checkbox>{text.document}</Checkbox>
      </Form.Item>
      {write.isError ? <ErrorNote error={write.error} /> : null}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {t.common.save}
        </Button>
        <Button onClick={onClose}>{t.common.cancel}</Button>
      </div>
    </Form>
  );
}

const isAddress = {
  validator: (_: unknown, value?: string) =>
    !value || measureFrom(value) ? Promise.resolve() : Promise.reject(new Error(text.badAddress)),
};

const keyOf = (owner: Owner | OwnerChoice) => `${owner.kind}:${owner.post_id ?? owner.org_id ?? owner.name}`;

function ownerOptions(choices: OwnerChoice[], owners: Owner[]) {
  const known = choices.map((choice) => ({
    value: keyOf(choice),
    label: choice.held ? choice.name : `${choice.name}${t.common.bracketed(t.plan.review.vacant)}`,
  }));
  const rest = owners.filter((owner) => !known.some((one) => one.value === keyOf(owner)));
  return [
    ...known,
    ...rest.map((owner) => ({ value: keyOf(owner), label: owner.kind === 'unknown' ? `${owner.name} ?` : owner.name })),
  ];
}

function ownersFrom(keys: string[], part: Owner['part'], choices: OwnerChoice[], before: Owner[]): Owner[] {
  return keys.flatMap((key) => {
    const known =
      before.find((owner) => owner.part === part && keyOf(owner) === key) ??
      before.find((owner) => keyOf(owner) === key);
    if (known) return [{ ...known, part }];
    const choice = choices.find((one) => keyOf(one) === key);
    return choice
      ? [
          {
            part,
            kind: choice.kind,
            name: choice.name,
            org_id: choice.org_id ?? null,
            post_id: choice.post_id ?? null,
            confirmed: true,
          },
        ]
      : [];
  });
}

const percentOf = (value: number) => Math.round(value * 1000) / 10;

function initial(task: PlanTask): Values {
  const due = task.due ?? [];
  const after = due.find((one) => one.kind === 'after');
  const share = Boolean(task.target?.share);
  const shown = (value: number) => (share ? percentOf(value) : value);
  const stone = (quarter: number) => task.milestones?.find((one) => one.quarter === quarter);
  const quarters = Object.fromEntries(
    [1, 2, 3, 4].flatMap((quarter) => {
      const found = stone(quarter);
      return found ? [[`q${quarter}`, shown(found.amount)]] : [];
    }),
  );
  return {
    text: task.text,
    lead: ownersOf(task.owners, 'lead').map(keyOf),
    support: ownersOf(task.owners, 'support').map(keyOf),
    ...(task.due_on ? { due_on: task.due_on } : {}),
    cadence: due.find((one) => one.kind === 'cadence')?.value ?? '',
    ...(after ? { waits: after.value ?? after.raw, ...(after.then ? { later: after.then } : {}) } : {}),
    how: task.target ? (share ? 'share' : 'number') : 'none',
    ...(task.target ? { amount: shown(task.target.amount), unit: task.target.unit ?? '' } : {}),
    ...quarters,
    evidence: task.evidence ?? '',
    mandates: task.mandates ?? [],
    document: Boolean(task.document),
    measure: presetOf(task.measure),
    numerator: task.measure ? address(task.measure.numerator) : '',
    denominator: task.measure?.denominator ? address(task.measure.denominator) : '',
    basis: task.measure?.basis ?? 'none',
  };
}

function changeOf(values: Values, task: PlanTask, choices: OwnerChoice[]): TaskChange {
  const stored = (value: number) => (values.how === 'share' ? value / 100 : value);
  const quarters = ([1, 2, 3, 4] as const).flatMap((quarter) => {
    const value = values[`q${quarter}`];
    return values.how !== 'none' && value != null ? [{ quarter, amount: stored(value) }] : [];
  });
  const numerator = values.measure === 'own' ? measureFrom(values.numerator ?? '') : undefined;
  const denominator = values.measure === 'own' ? measureFrom(values.denominator ?? '') : undefined;
  const own = numerator
    ? { numerator, ...(denominator ? { denominator } : {}), basis: (values.basis ?? 'none') as 'none' }
    : null;
  return {
    text: values.text,
    owners: [
      ...ownersFrom(values.lead ?? [], 'lead', choices, task.owners ?? []),
      ...ownersFrom(values.support ?? [], 'support', choices, task.owners ?? []),
    ],
    due_on: values.due_on ?? null,
    due: duesOf(values, task),
    target:
      values.how === 'none' || values.amount == null
        ? null
        : {
            amount: stored(values.amount),
            unit: values.how === 'share' ? '' : (values.unit ?? ''),
            share: values.how === 'share',
          },
    milestones: quarters,
    evidence: values.evidence?.trim() || null,
    mandates: values.mandates ?? [],
    document: Boolean(values.document),
    measure: values.measure === 'none' ? null : values.measure === 'own' ? own : (PRESETS[values.measure] ?? null),
  };
}

/** Dates and periods stay as read; cadence and awaited thing are as chosen. */
function duesOf(values: Values, task: PlanTask): NonNullable<TaskChange['due']> {
  const due = (task.due ?? []) as TaskRecord['due'];
  const rest = due.filter((one) => one.kind !== 'cadence' && one.kind !== 'after');
  const cadence = due.find((one) => one.kind === 'cadence' && one.value === values.cadence);
  const after = due.find((one) => one.kind === 'after');
  const waits = values.waits?.trim();
  return [
    ...rest,
    ...(values.cadence
      ? [cadence ?? { kind: 'cadence', value: values.cadence, raw: t.plan.cadence[values.cadence] ?? values.cadence }]
      : []),
    ...(waits
      ? [
          {
            ...(after ?? { kind: 'after', raw: waits }),
            value: waits,
            ...Object.fromEntries([['then', values.later ?? null]]),
          },
        ]
      : []),
  ] as NonNullable<TaskChange['due']>;
}
