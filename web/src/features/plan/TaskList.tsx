import { useState } from 'react';
import type { Department, TaskRecord } from '@/api/types';
import { t } from '@/i18n';
import { percent } from '@/ui/format';
import { clauseName } from './names';
import { unowned } from './outline';

interface Props {
  tasks: TaskRecord[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
}

const text = t.plan.task;

/** The obligations of the chosen part; those nobody leads stand out. */
export function TaskList({ tasks, onSelect, onHover }: Props) {
  const [only, setOnly] = useState(false);
  const lost = tasks.filter(unowned);
  const shown = only ? lost : tasks;
  return (
    <>
      <div className="saved">
        <button type="button" aria-pressed={!only} onClick={() => setOnly(false)}>
          {`${text.tabs.all} ${tasks.length}`}
        </button>
        <button type="button" aria-pressed={only} onClick={() => setOnly(true)}>
          {`${text.tabs.unowned} ${lost.length}`}
        </button>
      </div>
      {shown.length === 0 ? <p className="soft plan-none">{text.none}</p> : null}
      <ul className="tasks" onMouseLeave={() => onHover(undefined)}>
        {shown.map((task) => (
          <li key={`${task.clause}-${task.span.from}`} onMouseEnter={() => onHover(task.clause)}>
            <Task task={task} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Task({ task, onSelect }: { task: TaskRecord; onSelect: (id: string) => void }) {
  const [from = 0, to = from] = task.span.lines;
  return (
    <article className={unowned(task) ? 'task task--unowned' : 'task'}>
      <div className="row">
        <button type="button" className="link-button num" onClick={() => onSelect(task.clause)}>
          {clauseName(task.clause)}
        </button>
        <span className="soft num">{text.line(from, to)}</span>
        {unowned(task) ? <span className="mark mark--danger">{text.unowned}</span> : null}
      </div>
      <p>{task.text}</p>
      <dl className="task__facts">
        <Departments label={text.lead} departments={task.lead} />
        <Departments label={text.support} departments={task.support} />
        <Words label={text.due} words={task.due.map(dueWord)} />
        <Words label={text.quantity} words={task.quantity.map((quantity) => quantity.raw)} />
        <Words label={text.coverage} words={task.coverage ? [coverageWord(task.coverage.share)] : []} />
      </dl>
    </article>
  );
}

function Departments({ label, departments }: { label: string; departments: Department[] }) {
  if (departments.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {departments.map((department) => (
          <span key={department.raw} className="mark" title={department.name ? department.raw : text.unknownDepartment}>
            {department.name ?? `${department.raw} ?`}
          </span>
        ))}
      </dd>
    </div>
  );
}

function Words({ label, words }: { label: string; words: string[] }) {
  if (words.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{words.join(t.common.comma)}</dd>
    </div>
  );
}

const coverageWord = (share: number) => (share >= 1 ? text.full : percent(share));

/** A due in words: the date, how often, or what is waited for. */
export function dueWord(due: { kind: string; value?: string | null; raw: string }): string {
  if (due.kind === 'after') return t.plan.afterEvent(due.value ?? due.raw);
  if (due.kind === 'cadence') return t.plan.cadence[due.value ?? ''] ?? due.raw;
  return due.value && !/^P\d/.test(due.value) ? due.value.replace('/', t.common.to) : due.raw;
}
