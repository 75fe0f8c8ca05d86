import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Timeline } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { useCopy } from '@/ui/useCopy';
import { freshKey, type Typed } from './cells';
import { HistoryDrawer } from './HistoryDrawer';
import { chase } from './queries';
import { ReturnState } from './State';
import type { Return } from './types';

const text = t.report.fill;

interface Props {
  detail: Return;
  rows: Typed[];
  splitting: boolean;
  onSplit: () => void;
  onTake: (rows: Typed[]) => void;
}

/** Beside the grid: who fills below, their sum, and what happened. */
export function FillAside({ detail, rows, splitting, onSplit, onTake }: Props) {
  const [history, setHistory] = useState(false);
  const { children, children_sum: sum } = detail;
  return (
    <aside className="report-fill__aside no-print">
      {detail.may.split ? (
        <Button block onClick={onSplit} loading={splitting}>
          {text.split}
        </Button>
      ) : null}
      {children.length > 0 && sum ? (
        <Panel title={text.children} extra={text.childrenDone(sum.done, sum.all)}>
          <ul className="report-children">
            {children.map((child) => (
              <li key={child.id}>
                <A href={`/reports/returns/${child.id}`}>{child.filler}</A>
                <ReturnState state={child.state} />
              </li>
            ))}
          </ul>
          {detail.may.fill ? (
            <div className="report-children__tools">
              <Button size="small" onClick={() => onTake(taken(detail, rows))} disabled={sum.done === 0}>
                {text.takeChildren}
              </Button>
              {sum.missing.length > 0 ? <ChaseBelow detail={detail} /> : null}
            </div>
          ) : null}
        </Panel>
      ) : null}
      <Panel
        title={text.events}
        extra={
          <Button size="small" type="link" onClick={() => setHistory(true)}>
            {text.history}
          </Button>
        }
      >
        <Timeline
          items={detail.events.map((event, index) => ({
            key: `${event.at}${index}`,
            content: (
              <>
                <strong>{event.action}</strong>
                <div className="soft">{`${instant(event.at)} ${event.actor}`}</div>
                {event.note ? <div>{event.note}</div> : null}
              </>
            ),
          }))}
        />
      </Panel>
      {history ? <HistoryDrawer detail={detail} onClose={() => setHistory(false)} /> : null}
    </aside>
  );
}

/** The sums of those below in the cells of this return; free rows are joined to one's own. */
function taken(detail: Return, rows: Typed[]): Typed[] {
  const sum = detail.children_sum;
  if (!sum) return rows;
  if (detail.layout.rows === 'free') {
    const own = rows.filter((row) => Object.values(row.cells).some((cell) => cell !== '' && cell != null));
    const next: Typed[] = own.filter((row) => !sum.rows.some((below) => below.key === row.key));
    for (const below of sum.rows)
      next.push({ key: below.key || freshKey(next), cells: { ...(below.cells as Typed['cells']) } });
    return next;
  }
  return rows.map((row) => {
    const cells = { ...row.cells };
    for (const column of detail.layout.columns) {
      const value = sum.values[`${row.key}/${column.code}`];
      if (value !== undefined && !column.formula) cells[column.code] = value;
    }
    return { ...row, cells };
  });
}

function ChaseBelow({ detail }: { detail: Return }) {
  const copy = useCopy();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const send = useMutation({
    mutationFn: () => chase(detail.round_id, []),
    onSuccess: (done) => {
      message.success(t.report.round.chased(done.returns));
      void copy(done.text);
      void cache.invalidateQueries({ queryKey: ['reports'] });
    },
    onError: (error) => void message.error(problemText(error)),
  });
  return (
    <Button size="small" onClick={() => send.mutate()} loading={send.isPending}>
      {text.chaseChildren}
    </Button>
  );
}
