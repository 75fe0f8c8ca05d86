import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { problemText } from '@/ui/problem';
import { type PlanPage, planQuery, publishPlan, withdrawPlan } from './planQueries';

const text = t.plan.review;

/** Puts a draft into force; one in force can be taken back with a reason. */
export function PublishButton({ plan }: { plan: PlanPage }) {
  const cache = useQueryClient();
  const { modal, message } = App.useApp();
  const [back, setBack] = useState(false);
  const keep = (page: PlanPage) => {
    cache.setQueryData(planQuery(plan.id).queryKey, page);
    void cache.invalidateQueries({ queryKey: ['plan'] });
    void cache.invalidateQueries({ queryKey: ['overview'] });
  };
  const publish = useMutation({
    mutationFn: (confirm: boolean) => publishPlan(plan.id, { version: plan.version, confirm_unowned: confirm }),
    onSuccess: (page) => {
      keep(page);
      message.success(text.published);
    },
    onError: (error) => message.error(problemText(error)),
  });
  if (plan.state === 'published') {
    return (
      <>
        <Button danger onClick={() => setBack(true)}>
          {text.withdrawPlan}
        </Button>
        <FormDialog<{ reason: string }, PlanPage>
          open={back}
          title={text.withdrawPlan}
          okText={text.withdrawPlan}
          onClose={() => setBack(false)}
          send={({ reason }) => withdrawPlan(plan.id, { version: plan.version, reason })}
          onDone={(page) => {
            setBack(false);
            keep(page);
          }}
        >
          <Form.Item name="reason" label={text.reason} rules={[{ required: true, message: t.common.required }]}>
            <Input.TextArea maxLength={500} rows={2} />
          </Form.Item>
        </FormDialog>
      </>
    );
  }
  if (plan.state !== 'draft') return null;
  const blocks = plan.checks.filter((check) => check.blocks).length;
  const unowned = plan.checks.filter((check) => check.kind === 'unowned').length;
  const ask = () =>
    modal.confirm({
      title: text.publish,
      content: unowned > 0 ? text.publishUnowned(unowned) : text.publishText,
      okText: unowned > 0 ? text.publishAgain : text.publish,
      onOk: () => publish.mutateAsync(unowned > 0).catch(() => undefined),
    });
  return (
    <Button
      type="primary"
      disabled={blocks > 0}
      title={blocks > 0 ? text.publishBlocked(blocks) : ''}
      loading={publish.isPending}
      onClick={ask}
    >
      {text.publish}
    </Button>
  );
}
