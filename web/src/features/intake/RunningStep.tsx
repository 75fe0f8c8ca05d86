import { useMutation } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { number } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { CountLine } from './CountLine';
import { cancel, useBatchChanged } from './queries';
import type { BatchDetail } from './types';

const text = t.intake.running;

/** The work behind the page: how far it is, and the way to stop it. */
export function RunningStep({ batch }: { batch: BatchDetail }) {
  const checking = batch.state === 'checking';
  const share = batch.total > 0 ? Math.min(99, Math.floor((batch.done * 100) / batch.total)) : 0;
  const changed = useBatchChanged(batch.id);
  const { modal } = App.useApp();
  const stop = useMutation({
    mutationFn: () => cancel(batch.id),
    onSuccess: (answer) => changed(answer),
    // It may have ended in the meantime.
    onError: () => changed(),
  });
  const ask = () =>
    modal.confirm({
      title: text.cancelAsk,
      content: checking ? text.cancelCheck : text.cancelCommit,
      okText: text.cancel,
      cancelText: text.keepOn,
      onOk: () => stop.mutateAsync().catch(() => undefined),
    });
  return (
    <Panel title={checking ? text.checking : text.committing}>
      <div className="stack" aria-live="polite">
        <p className="intake-hint">{checking ? text.checkingHint : text.committingHint}</p>
        {batch.resumed_from ? <p className="intake-hint">{t.intake.resumed(batch.resumed_from)}</p> : null}
        <Progress percent={share} status="active" aria-label={text.bar} />
        <div className="row">
          <span className="num">
            {batch.done > 0 ? text.progress(number(batch.done), number(batch.total)) : text.waiting}
          </span>
          {batch.done > 0 ? <CountLine batch={batch} /> : null}
        </div>
        {stop.isError ? <ErrorNote error={stop.error} /> : null}
        <div>
          <Button onClick={ask} loading={stop.isPending}>
            {text.cancel}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
