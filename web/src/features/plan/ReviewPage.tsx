import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { ApiError, downloadUrl } from '@/api/client';
import type { OutlineNode } from '@/api/types';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { takenElsewhere } from '@/ui/keys';
import { Page, Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { ErrorState, Loading } from '@/ui/states';
import { CheckList } from './CheckList';
import { EditDrawer } from './EditDrawer';
import { owned } from './names';
import { PlanStateTag } from './PlansPage';
import { PlanTabs } from './PlanTabs';
import { PublishButton } from './PublishButton';
import { type Edit, editPlan, type PlanPage, type PlanTask, planQuery } from './planQueries';
import { AddDialog, type Asked, ReasonDialog, SplitDialog } from './ReviewDialogs';
import { SourcePane } from './SourcePane';
import { TaskCards } from './TaskCards';
import './plan.css';
import './review.css';

const text = t.plan.review;
type Filter = keyof typeof text.filters;
const FILTERS = Object.keys(text.filters) as Filter[];

const fits: Record<Filter, (task: PlanTask) => boolean> = {
  all: () => true,
  proposed: (task) => task.state === 'proposed',
  accepted: (task) => task.state === 'accepted',
  unowned: (task) => (task.state === 'proposed' || task.state === 'accepted') && !owned(task.owners),
  rejected: (task) => task.state === 'rejected' || task.state === 'withdrawn',
};

/** A document becomes tasks: its words on the left, the tasks drawn from them on the right. */
export default function ReviewPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(planQuery(id));
  const plan = query.data;
  return (
    <Page
      title={plan?.title ?? t.plan.plans.title}
      permission="plan.read"
      subtitle={plan ? <PlanStateTag state={plan.state} /> : null}
      tools={plan ? <Tools plan={plan} /> : null}
    >
      <PlanTabs id={id} current="review" />
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {plan ? <Review plan={plan} /> : null}
    </Page>
  );
}

function Tools({ plan }: { plan: PlanPage }) {
  const can = useCan();
  return (
    <>
      {can('export') ? <Button href={downloadUrl(`/plan/plans/${plan.id}/export`, {})}>{text.export}</Button> : null}
      {plan.may_write ? <PublishButton plan={plan} /> : null}
    </>
  );
}

const ref = (task: PlanTask) => ({ id: task.id, version: task.version });

function Review({ plan }: { plan: PlanPage }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [search, change] = useFilters();
  const filter = (search.show ?? 'all') as Filter;
  const [asked, setAsked] = useState<Asked>();
  const shown = useMemo(() => plan.tasks.filter(fits[filter] ?? fits.all), [plan.tasks, filter]);
  const selected = plan.tasks.find((task) => task.id === search.task) ?? shown[0];
  const select = (task: PlanTask | undefined) => change({ task: task?.id }, true);
  const next = (step: number) => {
    const at = shown.findIndex((task) => task.id === selected?.id);
    select(shown[Math.min(shown.length - 1, Math.max(0, at + step))]);
  };
  const write = useMutation({
    mutationFn: (edit: Edit) => editPlan(plan.id, edit),
    onSuccess: (page) => {
      cache.setQueryData(planQuery(plan.id).queryKey, page);
      void cache.invalidateQueries({ queryKey: ['plan', 'plans'] });
      for (const key of ['progress', 'coverage', 'history']) void cache.invalidateQueries({ queryKey: ['plan', key] });
    },
    onError: (error) => {
      message.error(problemText(error));
      if (error instanceof ApiError && error.status === 409) {
        void cache.invalidateQueries({ queryKey: planQuery(plan.id).queryKey });
      }
    },
  });
  const edit = (one: Edit) => write.mutateAsync(one);
  const run = (one: Edit) => write.mutate(one);
  const accept = (task: PlanTask) => {
    run({ do: 'accept', tasks: [ref(task)], owners: true });
    if (task.id === selected?.id) next(1);
  };
  const merge = (task: PlanTask) => {
    const same = plan.tasks.filter(
      (one) => one.clause === task.clause && (one.state === 'proposed' || one.state === 'accepted'),
    );
    const after = same[same.findIndex((one) => one.id === task.id) + 1];
    if (after) run({ do: 'merge', tasks: [ref(task), ref(after)] });
  };
  const acts = {
    onSelect: select,
    onAccept: accept,
    onReject: (task: PlanTask) => setAsked({ kind: 'reject', task }),
    onEdit: (task: PlanTask) => setAsked({ kind: 'edit', task }),
    onSplit: (task: PlanTask) => setAsked({ kind: 'split', task }),
    onMerge: merge,
    onWithdraw: (task: PlanTask) => setAsked({ kind: 'withdraw', task }),
  };
  const undo = plan.undo;
  useReviewKeys(plan.may_write && !asked, {
    j: () => next(1),
    k: () => next(-1),
    a: () => selected?.state === 'proposed' && accept(selected),
    x: () => selected && setAsked({ kind: 'reject', task: selected }),
    e: () => selected && setAsked({ kind: 'edit', task: selected }),
    s: () => selected && setAsked({ kind: 'split', task: selected }),
    m: () => selected && merge(selected),
    u: () => undo && run({ do: 'undo', event: undo.id }),
  });
  const open = plan.tasks.filter((task) => task.state === 'proposed');
  return (
    <div className="stack">
      {plan.partly ? <p className="soft">{text.partly}</p> : null}
      {plan.may_write ? (
        <div className="row review-tools no-print">
          {open.length > 0 ? (
            <Button onClick={() => run({ do: 'accept', tasks: open.map(ref), owners: true })} loading={write.isPending}>
              {`${text.acceptAll} ${open.length}`}
            </Button>
          ) : null}
          {undo ? (
            <Button onClick={() => run({ do: 'undo', event: undo.id })}>{text.undoOf(undo.summary)}</Button>
          ) : null}
          <span className="soft review-keys">{text.keys}</span>
        </div>
      ) : null}
      <div className="review-grid">
        <Panel title={text.source} flush className="plan-pane">
          <SourcePane
            nodes={plan.nodes as OutlineNode[]}
            tasks={plan.tasks}
            noTask={plan.no_task}
            selected={selected}
            mayWrite={plan.may_write}
            onSelect={select}
            onAdd={(clause, words, span) => setAsked({ kind: 'add', clause, text: words, span })}
            onNoTask={(clause) => setAsked({ kind: 'no_task', clause })}
            onNeedsTask={(clause) => run({ do: 'needs_task', clause })}
          />
        </Panel>
        <Panel flush className="plan-pane">
          <div className="saved">
            {FILTERS.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === filter}
                onClick={() => change({ show: one === 'all' ? undefined : one }, true)}
              >
                {`${text.filters[one]} ${plan.tasks.filter(fits[one]).length}`}
              </button>
            ))}
          </div>
          <TaskCards
            tasks={shown}
            selected={selected}
            mayWrite={plan.may_write}
            published={plan.state === 'published'}
            busy={write.isPending}
            {...acts}
          />
        </Panel>
      </div>
      {plan.may_write && plan.state === 'draft' ? (
        <CheckList plan={plan} onPick={(task) => change({ task, show: undefined }, true)} />
      ) : null}
      <ReasonDialog asked={asked} send={edit} onClose={() => setAsked(undefined)} />
      <SplitDialog asked={asked} send={edit} onClose={() => setAsked(undefined)} />
      <AddDialog asked={asked} send={edit} onClose={() => setAsked(undefined)} />
      <EditDrawer
        plan={plan.id}
        task={asked?.kind === 'edit' ? asked.task : undefined}
        onClose={() => setAsked(undefined)}
        send={(task, what) => edit({ do: 'change', task: ref(task), change: what })}
      />
    </div>
  );
}

/** Single keys on the page, not while somebody types or a dialog is open. */
function useReviewKeys(active: boolean, keys: Record<string, () => unknown>) {
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (takenElsewhere(event.target)) return;
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
