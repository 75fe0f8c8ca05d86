import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { PlanDocument } from '@/api/types';
import { useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FormDialog } from '@/ui/FormDialog';
import { instantDay, number } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { makePlan, type PlanLine, type PlanPage, planQuery, plansQuery } from './planQueries';
import { UploadBox } from './UploadBox';
import './plan.css';
import './review.css';

const text = t.plan.plans;

const columns: TableColumnsType<PlanLine> = [
  { title: text.columns.year, dataIndex: 'year', width: 80, className: 'num' },
  {
    title: text.columns.title,
    render: (_, row) => (
      <A href={row.state === 'published' ? `/plan/${row.id}/progress` : `/plan/${row.id}`}>{row.title}</A>
    ),
  },
  { title: text.columns.region, dataIndex: 'region_name', width: 130 },
  { title: text.columns.state, width: 110, render: (_, row) => <PlanStateTag state={row.state} /> },
  { title: text.columns.tasks, width: 80, align: 'right', className: 'num', render: (_, row) => number(row.accepted) },
  { title: text.columns.open, width: 90, align: 'right', className: 'num', render: (_, row) => number(row.proposed) },
  {
    title: text.columns.unowned,
    width: 90,
    align: 'right',
    className: 'num',
    render: (_, row) => (
      <span className={row.unowned > 0 && row.state === 'published' ? 'danger-text' : ''}>{number(row.unowned)}</span>
    ),
  },
  { title: text.columns.edition, width: 110, render: (_, row) => text.edition(row.edition) },
  { title: text.columns.at, width: 120, className: 'num', render: (_, row) => instantDay(row.published_at) },
];

/** A plan's state: shape and word. */
export function PlanStateTag({ state }: { state: PlanLine['state'] }) {
  const shape = { draft: '○', published: '●', withdrawn: '✕' }[state];
  return (
    <span className={`status status--${{ draft: 'open', published: 'closed', withdrawn: 'waiting' }[state]}`}>
      {`${shape} ${text.states[state]}`}
    </span>
  );
}

/** Plans by year; a document dropped here becomes a draft. */
export default function PlansPage() {
  const can = useCan();
  const go = useGo();
  const cache = useQueryClient();
  const plans = useQuery(plansQuery);
  const [made, setMade] = useState<PlanDocument>();
  const rows = plans.data ?? [];
  const open = (page: PlanPage) => {
    cache.setQueryData(planQuery(page.id).queryKey, page);
    void cache.invalidateQueries({ queryKey: plansQuery.queryKey });
    go(`/plan/${page.id}`);
  };
  // A title that names its year needs no question.
  const draft = useMutation({
    mutationFn: (document: PlanDocument) => makePlan({ document_id: document.id }),
    onSuccess: open,
    onError: (_, document) => setMade(document),
  });
  return (
    <Page
      title={text.title}
      subtitle={text.subtitle}
      permission="plan.read"
      tools={
        <>
          {can('plan.act') ? <Button onClick={() => go('/plan/tasks')}>{text.mine}</Button> : null}
          <Button onClick={() => go('/plan/documents')}>{text.documents}</Button>
        </>
      }
    >
      <div className="stack">
        {can('plan.write') ? (
          <UploadBox compact={rows.length > 0} onDone={(document) => draft.mutate(document)} />
        ) : null}
        {plans.isPending ? <Loading /> : null}
        {plans.isError ? <ErrorState error={plans.error} onRetry={plans.refetch} /> : null}
        {plans.isSuccess ? (
          <Panel flush>
            {rows.length === 0 ? (
              <EmptyState title={text.none} text={can('plan.write') ? text.noneText : ''} />
            ) : (
              <Table<PlanLine>
                size="small"
                rowKey="id"
                columns={columns}
                dataSource={rows}
                pagination={false}
                scroll={{ x: 'max-content' }}
              />
            )}
          </Panel>
        ) : null}
      </div>
      <MakeDialog document={made} plans={rows} onClose={() => setMade(undefined)} onDone={open} />
    </Page>
  );
}

interface MakeProps {
  document: PlanDocument | undefined;
  plans: PlanLine[];
  onClose: () => void;
  onDone: (page: PlanPage) => void;
}

/** Asks for what the title does not say. */
export function MakeDialog({ document, plans, onClose, onDone }: MakeProps) {
  const above = plans.filter((plan) => plan.state === 'published');
  return (
    <FormDialog<{ title?: string; year?: number; upper_plan?: string }, PlanPage>
      open={Boolean(document)}
      title={text.make}
      onClose={onClose}
      okText={text.make}
      send={(values) => makePlan({ document_id: document?.id ?? '', ...values })}
      onDone={(page) => {
        onClose();
        onDone(page);
      }}
    >
      <Form.Item name="title" label={text.makeTitle} extra={text.makeHint}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="year" label={text.makeYear} extra={text.makeHint}>
        <InputNumber min={2000} max={2100} />
      </Form.Item>
      {above.length > 0 ? (
        <Form.Item name="upper_plan" label={text.upper}>
          <Select allowClear options={above.map((plan) => ({ value: plan.id, label: plan.title }))} />
        </Form.Item>
      ) : null}
    </FormDialog>
  );
}
