import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { percent } from '@/ui/format';
import { clauseName } from './names';
import { OwnerMarks } from './OwnerMarks';
import type { PlanTask } from './planQueries';
import { amount } from './StandingTag';
import { dueWord } from './TaskList';

const text = t.plan.review;

export interface TaskActs {
  onSelect: (task: PlanTask) => void;
  onAccept: (task: PlanTask) => void;
  onReject: (task: PlanTask) => void;
  onEdit: (task: PlanTask) => void;
  onSplit: (task: PlanTask) => void;
  onMerge: (task: PlanTask) => void;
  onWithdraw: (task: PlanTask) => void;
}

interface Props extends TaskActs {
  tasks: PlanTask[];
  selected: PlanTask | undefined;
  mayWrite: boolean;
  published: boolean;
  busy: boolean;
}

/** The tasks beside the source, one card each; the chosen one shows what may be done with it. */
export function TaskCards({ tasks, selected, ...rest }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const id = selected?.id;
  useEffect(() => {
    if (id) list.current?.querySelector(`[data-card="${id}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id]);
  if (tasks.length === 0) return <p className="soft plan-none">{text.empty}</p>;
  return (
    <ul className="tasks" ref={list}>
      {tasks.map((task) => (
        <Card key={task.id} task={task} chosen={task.id === id} {...rest} />
      ))}
    </ul>
  );
}

function Card({
  task,
  chosen,
  mayWrite,
  published,
  busy,
  ...acts
}: Omit<Props, 'tasks' | 'selected'> & { task: PlanTask; chosen: boolean }) {
  const unknown = !(task.owners ?? []).some((owner) => owner.part === 'lead' && owner.kind !== 'unknown');
  const live = task.state === 'proposed' || task.state === 'accepted';
  return (
    <li data-card={task.id}>
      <article className={`task ${chosen ? 'task--chosen' : ''} ${live && unknown ? 'task--unowned' : ''}`}>
        <button type="button" className="task__pick" aria-pressed={chosen} onClick={() => acts.onSelect(task)}>
          <span className="row">
            <b className="num">{task.number}</b>
            <span className="soft">{clauseName(task.clause)}</span>
            <span className={`task-state task-state--${task.state}`}>{stateWord(task.state)}</span>
            {(task.spans ?? []).length === 0 ? <span className="soft">{text.byHand}</span> : null}
          </span>
          <span className={task.state === 'rejected' || task.state === 'withdrawn' ? 'task__text soft' : 'task__text'}>
            {task.text}
          </span>
        </button>
        <TaskFacts task={task} />
        {task.reason ? <p className="soft">{`${text.reason}${t.common.colon}${task.reason}`}</p> : null}
        {chosen && mayWrite ? (
          <div className="row task__acts no-print">
            {task.state === 'proposed' || task.state === 'rejected' ? (
              <Button
                size="small"
                type="primary"
                loading={busy}
                onClick={() => acts.onAccept(task)}
                title={text.acceptHint}
              >
                {task.state === 'rejected' ? text.reopen : text.accept}
              </Button>
            ) : null}
            {live ? (
              <>
                <Button size="small" onClick={() => acts.onEdit(task)}>
                  {text.edit}
                </Button>
                <Button size="small" onClick={() => acts.onSplit(task)}>
                  {text.split}
                </Button>
                <Button size="small" onClick={() => acts.onMerge(task)}>
                  {text.merge}
                </Button>
              </>
            ) : null}
            {task.state === 'proposed' || (task.state === 'accepted' && !published) ? (
              <Button size="small" onClick={() => acts.onReject(task)}>
                {text.reject}
              </Button>
            ) : null}
            {task.state === 'accepted' && published ? (
              <Button size="small" danger onClick={() => acts.onWithdraw(task)}>
                {text.withdraw}
              </Button>
            ) : null}
          </div>
        ) : null}
      </article>
    </li>
  );
}

const shapes = { proposed: '○', accepted: '✓', rejected: '✕', replaced: '–', withdrawn: '✕' } as const;

const stateWord = (state: PlanTask['state']) => `${shapes[state]} ${text.states[state]}`;

/** Owners, due, target and what else a task says, in one line each. */
export function TaskFacts({ task }: { task: PlanTask }) {
  const { lists } = useMeta();
  const dues = (task.due ?? []).map(dueWord);
  const target = task.target;
  const facts: [string, string][] = [];
  if (task.due_on) facts.push([t.plan.task.due, task.due_on]);
  else if (dues.length > 0) facts.push([t.plan.task.due, dues.join(t.common.comma)]);
  if (target)
    facts.push([
      t.plan.edit.target,
      target.share ? percent(target.amount) : `${amount(target.amount)} ${target.unit ?? ''}`,
    ]);
  if (task.document) facts.push([t.plan.taskPage.document, '✓']);
  if (task.measure) facts.push([t.plan.taskPage.measure, '✓']);
  if (task.evidence) facts.push([t.plan.taskPage.evidence, task.evidence]);
  const mandates = (task.mandates ?? []).map((code) => lists.mandates?.find((one) => one.code === code)?.name ?? code);
  if (mandates.length > 0) facts.push([t.plan.taskPage.mandates, mandates.join(t.common.comma)]);
  return (
    <div className="task__facts">
      <OwnerMarks owners={task.owners} />
      {facts.map(([label, value]) => (
        <span key={label}>
          <span className="soft">{label}</span> <span className="num">{value}</span>
        </span>
      ))}
    </div>
  );
}
