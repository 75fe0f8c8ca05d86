import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { downloadUrl } from '@/api/client';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { number } from '@/ui/format';
import { check, commit, useBatchChanged } from './queries';
import type { BatchDetail } from './types';

const text = t.intake;

/** What can be ordered of an import that is not being worked on, and its marked workbook. */
export function Orders({ batch }: { batch: BatchDetail }) {
  const [, change] = useFilters();
  const changed = useBatchChanged(batch.id);
  const order = useMutation({
    mutationFn: (act: (id: string) => Promise<BatchDetail>) => act(batch.id),
    onSuccess: (answer) => {
      change({ outcome: undefined, code: undefined }, true);
      changed(answer);
    },
    onError: () => changed(),
  });
  const { state, counts } = batch;
  const good = counts.inserted + counts.updated;
  const stopped = state === 'cancelled' || state === 'failed';
  return (
    <>
      {state === 'checked' && good === 0 && counts.review === 0 ? (
        <Alert type="warning" showIcon title={text.preview.nothing} description={text.preview.nothingHint} />
      ) : null}
      {state === 'checked' && counts.review > 0 ? (
        <Alert type="info" showIcon title={text.preview.reviewLater(number(counts.review))} />
      ) : null}
      {stopped && batch.stopped_at ? <Alert type="info" showIcon title={text.stopped(batch.stopped_at)} /> : null}
      {order.isError ? <ErrorNote error={order.error} /> : null}
      <div className="row">
        {state === 'checked' && good + counts.review > 0 ? (
          <Button type="primary" loading={order.isPending} onClick={() => order.mutate(commit)}>
            {good > 0 ? text.preview.commit(number(good)) : text.preview.toReview}
          </Button>
        ) : null}
        {stopped ? (
          <Button type="primary" loading={order.isPending} onClick={() => order.mutate(commit)}>
            {batch.stopped_at ? text.resume : text.again}
          </Button>
        ) : null}
        <Button icon={<DownloadOutlined />} href={downloadUrl(`/imports/${batch.id}/marked`, {})}>
          {text.preview.marked}
        </Button>
        {state === 'checked' || state === 'failed' ? (
          <>
            <Button onClick={() => change({ step: 'mapping' })}>{text.preview.remap}</Button>
            <Button loading={order.isPending} onClick={() => order.mutate(check)}>
              {text.preview.recheck}
            </Button>
          </>
        ) : null}
        <span className="soft">{text.preview.markedHint}</span>
      </div>
    </>
  );
}
