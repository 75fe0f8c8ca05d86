import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { useMemo } from 'react';
import { downloadUrl } from '@/api/client';
import type { OutlineNode } from '@/api/types';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { nodeName } from './names';
import { OwnerMarks } from './OwnerMarks';
import { PlanTabs } from './PlanTabs';
import { type PlanProgress, progressQuery, type TaskProgress } from './planQueries';
import { Bar, figureText, StandingTag } from './StandingTag';
import { TaskDrawer } from './TaskDrawer';
import './plan.css';
import './review.css';

const text = t.plan.progress;
type Standing = keyof typeof text.standing;
const ORDER: Standing[] = ['overdue', 'reported', 'doing', 'todo', 'waiting', 'done'];

/** Every clause with its bar and its tasks; every figure opens its rows. */
export default function ProgressPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useFilters();
  const can = useCan();
  const query = useQuery(progressQuery(id));
  const data = query.data;
  const show = (search.show ?? '') as Standing | '';
  return (
    <Page
      title={data?.title ?? text.title}
      permission="plan.read"
      subtitle={
        data
          ? text.counts(data.tasks.filter((line) => line.progress.standing === 'done').length, data.tasks.length)
          : null
      }
      tools={
        can('export') ? (
          <Button href={downloadUrl(`/plan/plans/${id}/export`, {})}>{t.plan.review.export}</Button>
        ) : null
      }
    >
      <PlanTabs id={id} current="progress" />
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {data ? (
        <div className="stack">
          {data.partly ? <p className="soft">{t.plan.review.partly}</p> : null}
          <Panel flush>
            <div className="saved no-print">
              <button type="button" aria-pressed={show === ''} onClick={() => change({ show: undefined }, true)}>
                {`${text.allTasks} ${data.tasks.length}`}
              </button>
              {ORDER.map((standing) => (
                <button
                  key={standing}
                  type="button"
                  aria-pressed={show === standing}
                  onClick={() => change({ show: standing }, true)}
                >
                  {`${text.standing[standing]} ${data.tasks.filter((line) => line.progress.standing === standing).length}`}
                </button>
              ))}
            </div>
            <Tree data={data} show={show} onOpen={(task) => change({ task }, true)} />
          </Panel>
        </div>
      ) : null}
      <TaskDrawer id={search.task} onClose={() => change({ task: undefined }, true)} />
    </Page>
  );
}

function Tree({ data, show, onOpen }: { data: PlanProgress; show: Standing | ''; onOpen: (task: string) => void }) {
  const nodes = data.nodes as OutlineNode[];
  const lines = useMemo(
    () => data.tasks.filter((line) => show === '' || line.progress.standing === show),
    [data.tasks, show],
  );
  const under = (id: string): TaskProgress[] => {
    const ids = new Set([id]);
    for (const node of nodes) if (node.parent && ids.has(node.parent)) ids.add(node.id);
    return lines.filter((line) => ids.has(line.clause));
  };
  const rows = nodes.filter((node) => node.kind === 'gap' || under(node.id).length > 0 || node.kind === 'section');
  if (lines.length === 0) return <EmptyState title={text.none} />;
  return (
    <ul className="progress-tree">
      {rows.map((node) => (
        <ClauseRow
          key={node.id}
          node={node}
          all={under(node.id)}
          own={lines.filter((line) => line.clause === node.id)}
          onOpen={onOpen}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  node: OutlineNode;
  all: TaskProgress[];
  own: TaskProgress[];
  onOpen: (task: string) => void;
}

function ClauseRow({ node, all, own, onOpen }: RowProps) {
  if (node.kind === 'gap')
    return (
      <li className="review-gap">{node.omitted_chars ? t.plan.gap(String(node.omitted_chars)) : t.plan.gapUnknown}</li>
    );
  const mean = (value: (line: TaskProgress) => number) =>
    all.length > 0 ? all.reduce((sum, line) => sum + value(line), 0) / all.length : 0;
  const done = all.filter((line) => line.progress.standing === 'done').length;
  const words = [node.heading, node.text].filter(Boolean).join('\n');
  return (
    <li className={`progress-node progress-node--${node.kind}`}>
      <div className="progress-clause">
        <Popover content={<div className="progress-source">{words}</div>} title={text.hover} placement="bottomLeft">
          <button type="button" className="progress-clause__name">
            <b>{nodeName(node)}</b> {node.heading ?? (own.length > 0 ? '' : node.text)}
            {node.status === 'partial' || node.status === 'elided' ? (
              <span className="hint-mark">{t.plan.status[node.status]}</span>
            ) : null}
          </button>
        </Popover>
        {all.length > 0 ? (
          <>
            <Bar
              share={mean((line) => line.progress.share)}
              reported={mean((line) => line.progress.reported_share)}
              late={all.some((line) => line.progress.standing === 'overdue')}
            />
            <span className="soft num progress-clause__count">{text.counts(done, all.length)}</span>
          </>
        ) : null}
      </div>
      {own.length > 0 ? (
        <ul className="progress-tasks">
          {own.map((line) => (
            <TaskLine key={line.id} line={line} onOpen={onOpen} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** One task: words, owners, day, bar, figure with its rows. */
export function TaskLine({ line, onOpen }: { line: TaskProgress; onOpen: (task: string) => void }) {
  const { progress } = line;
  return (
    <li className="progress-task">
      <button type="button" className="progress-task__text" onClick={() => onOpen(line.id)}>
        <b className="num soft">{line.number}</b> {line.text}
      </button>
      <div className="progress-task__owners">
        <OwnerMarks owners={line.owners} vacant={line.vacant} />
      </div>
      <span className="progress-task__due num soft">
        {progress.waiting_for
          ? text.waitingFor(progress.waiting_for)
          : progress.due
            ? text.due(progress.due)
            : t.common.dash}
      </span>
      <StandingTag standing={progress.standing} />
      <Bar share={progress.share} reported={progress.reported_share} late={progress.standing === 'overdue'} />
      <span className="progress-task__figure num">
        {progress.rows ? <A href={progress.rows}>{figureText(progress, line)}</A> : figureText(progress, line)}
        {progress.reported > 0 ? <em className="soft">{`${text.reported} ${progress.reported}`}</em> : null}
        {progress.fault ? <em className="hint-mark">{progress.fault}</em> : null}
      </span>
    </li>
  );
}
