import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { number } from '@/ui/format';
import { KeysetFoot } from '@/ui/KeysetTable';
import { Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { useKeyset } from '@/ui/useKeyset';
import { decide, readRows, rowsKey, useBatchChanged } from './queries';
import { ReviewCard } from './ReviewCard';
import type { BatchDetail, Choice, Row } from './types';
import { useReviewKeys } from './useReviewKeys';

const text = t.intake.review;
const FILTER = { outcome: 'review' } as const;

/** Rows a person must decide, one beside its candidates at a time. Before the good rows are in one may only look. */
export function ReviewQueue({ batch }: { batch: BatchDetail }) {
  const open = batch.state === 'committed' || batch.state === 'cancelled';
  const list = useKeyset<Row>(rowsKey(batch.id, FILTER), readRows(batch.id, FILTER));
  const [place, setPlace] = useState(0);
  const changed = useBatchChanged(batch.id);
  const { message } = App.useApp();
  const at = Math.min(place, Math.max(0, list.rows.length - 1));
  const row = list.rows[at];
  const write = useMutation({
    mutationFn: ({ of, choice }: { of: Row; choice: Choice }) => decide(batch.id, of, choice),
    onSuccess: (answer) => {
      message.success(text.done[answer.outcome] ?? t.common.saved);
      changed();
    },
    onError: () => changed(),
  });
  const choose = (choice: Choice) => {
    if (row && open && !write.isPending) write.mutate({ of: row, choice });
  };
  const step = (by: number) => {
    write.reset();
    setPlace(Math.min(list.rows.length - 1, Math.max(0, at + by)));
  };
  useReviewKeys({ candidates: row?.candidates ?? [], choose, step });
  return (
    <Panel title={text.title} extra={<span className="num">{text.left(number(batch.counts.review))}</span>}>
      {list.isPending ? (
        <Loading />
      ) : list.isError && list.rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.refetch} />
      ) : row ? (
        <div className="stack">
          <p className="intake-hint">{`${text.position(at + 1, list.rows.length)}${t.common.stop}${open ? text.keys : text.later}`}</p>
          {write.isError ? <ErrorNote error={write.error} /> : null}
          <ReviewCard key={row.id} row={row} open={open} busy={write.isPending} onChoose={choose} onStep={step} />
          {list.hasNextPage ? <KeysetFoot list={list} /> : null}
        </div>
      ) : (
        <EmptyState title={text.none} />
      )}
    </Panel>
  );
}
