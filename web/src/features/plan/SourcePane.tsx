import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { OutlineNode } from '@/api/types';
import { t } from '@/i18n';
import { number } from '@/ui/format';
import { nodeName } from './names';
import type { PlanTask } from './planQueries';
import { segmentsOf } from './segments';

interface Props {
  nodes: OutlineNode[];
  tasks: PlanTask[];
  noTask: Record<string, string>;
  selected: PlanTask | undefined;
  mayWrite: boolean;
  onSelect: (task: PlanTask) => void;
  onAdd: (clause: string, text: string, span: [number, number] | null) => void;
  onNoTask: (clause: string) => void;
  onNeedsTask: (clause: string) => void;
}

const text = t.plan.review;
const asks = (node: OutlineNode) => ['clause', 'item', 'fragment'].includes(node.kind) && Boolean(node.text?.trim());

/** The document node by node; words that became tasks are lit, chosen words can become one. */
export function SourcePane({ nodes, tasks, selected, onAdd, ...rest }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<{ clause: string; text: string; span: [number, number] }>();
  const id = selected?.id;
  useEffect(() => {
    const lit = id ? box.current?.querySelector<HTMLElement>(`[data-task~="${id}"]`) : undefined;
    if (lit && box.current) box.current.scrollTop = lit.offsetTop - box.current.offsetTop - 120;
  }, [id]);
  const choose = () => {
    const found = rest.mayWrite ? chosenWords() : undefined;
    setChosen(found);
  };
  return (
    <div className="review-source-frame">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: choosing words by mouse is an extra to the add button */}
      <div className="review-source" ref={box} onMouseUp={choose}>
        {nodes.map((node) => (
          <Node key={node.id} node={node} tasks={tasks} selected={selected} onAdd={onAdd} {...rest} />
        ))}
      </div>
      {chosen ? (
        <div className="review-chosen">
          <Button
            type="primary"
            size="small"
            onClick={() => {
              onAdd(chosen.clause, chosen.text, chosen.span);
              setChosen(undefined);
            }}
          >
            {text.addFrom(chosen.text.length > 16 ? `${chosen.text.slice(0, 16)}…` : chosen.text)}
          </Button>
          <Button size="small" onClick={() => setChosen(undefined)}>
            {t.common.cancel}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type NodeProps = Omit<Props, 'nodes'> & { node: OutlineNode };

function Node({ node, tasks, noTask, selected, mayWrite, onSelect, onAdd, onNoTask, onNeedsTask }: NodeProps) {
  if (node.kind === 'gap') {
    return (
      <p className="review-gap">{node.omitted_chars ? t.plan.gap(number(node.omitted_chars)) : t.plan.gapUnknown}</p>
    );
  }
  const own = tasks.filter((task) => task.clause === node.id);
  const live = own.filter((task) => task.state === 'proposed' || task.state === 'accepted');
  const reason = noTask[node.id];
  const empty = asks(node) && live.length === 0 && !reason;
  return (
    <section className={`review-node review-node--${node.kind} ${empty ? 'review-node--empty' : ''}`}>
      <h3>
        <span className="review-node__id">{nodeName(node)}</span>
        {node.heading}
        {node.status === 'partial' || node.status === 'elided' ? (
          <span className="hint-mark">{t.plan.status[node.status]}</span>
        ) : null}
      </h3>
      {node.text ? (
        <p data-node={node.id} className="review-words">
          {segmentsOf(node.text, own).map((segment) => {
            const task = segment.tasks.find((one) => one.id === selected?.id) ?? segment.tasks[0];
            if (!task) return <span key={segment.from}>{segment.text}</span>;
            const lit = segment.tasks.some((one) => one.id === selected?.id);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list beside it is walked by keys
              // biome-ignore lint/a11y/noStaticElementInteractions: as above
              <span
                key={segment.from}
                data-task={segment.tasks.map((one) => one.id).join(' ')}
                className={`review-span review-span--${task.state} ${lit ? 'review-span--lit' : ''}`}
                title={`${t.plan.taskPage.title(task.number)} · ${text.states[task.state]}`}
                onClick={() => onSelect(task)}
              >
                {segment.text}
              </span>
            );
          })}
        </p>
      ) : null}
      {reason ? (
        <p className="soft review-note">
          {text.noTaskReason(reason)}
          {mayWrite ? (
            <Button type="link" size="small" onClick={() => onNeedsTask(node.id)}>
              {text.needsTask}
            </Button>
          ) : null}
        </p>
      ) : null}
      {mayWrite && asks(node) && !reason ? (
        <p className="review-note no-print">
          {empty ? <span className="mark mark--danger">{text.kinds.no_task}</span> : null}
          <Button type="link" size="small" onClick={() => onAdd(node.id, '', null)}>
            {text.add}
          </Button>
          {live.length === 0 ? (
            <Button type="link" size="small" onClick={() => onNoTask(node.id)}>
              {text.noTask}
            </Button>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

/** The chosen words with their place in the node, in code points. */
function chosenWords(): { clause: string; text: string; span: [number, number] } | undefined {
  const selection = window.getSelection();
  const words = selection?.toString().trim();
  if (!selection || !words || selection.rangeCount === 0 || Array.from(words).length < 4) return undefined;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest<HTMLElement>('[data-node]');
  const end = range.endContainer.parentElement?.closest<HTMLElement>('[data-node]');
  if (!start || start !== end) return undefined;
  const before = document.createRange();
  before.setStart(start, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const from = Array.from(before.toString()).length;
  const to = from + Array.from(range.toString()).length;
  return { clause: start.dataset.node ?? '', text: words, span: [from, to] };
}
