import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { instant, number } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { claimed } from './claimed';
import { Differences } from './Differences';
import { claim, decide, lockReconciliation, reconciliationQuery } from './queries';
import type { Reconciliation } from './types';
import './report.css';

const text = t.report.reconcile;

/** Two figures side by side, and every row they differ by. */
export default function ReconcilePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({ ...reconciliationQuery(id), refetchOnWindowFocus: false });
  if (query.isPending) return <Loading page />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  return <Body it={query.data} />;
}

function Body({ it }: { it: Reconciliation }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const keep = (next: Reconciliation) => {
    cache.setQueryData(reconciliationQuery(it.id).queryKey, next);
    void cache.invalidateQueries({ queryKey: ['reports', 'reconciliations'] });
  };
  const lock = useMutation({ mutationFn: () => lockReconciliation(it.id, it.version), onSuccess: keep });
  // One after the other: every decision has the version the one before left.
  const acceptAll = useMutation({
    mutationFn: async () => {
      let last = it;
      for (const one of it.differences.filter((difference) => !difference.decided)) {
        last = await decide(it.id, one.id, { version: one.version, decided: one.suggested });
      }
      return last;
    },
    onSuccess: (next) => {
      keep(next);
      message.success(t.common.saved);
    },
  });
  const undecided = it.differences.filter((one) => !one.decided).length;
  return (
    <Page
      title={`${text.title}${t.common.colon}${it.title}`}
      subtitle={`${it.region_name}${t.common.gap}${it.from_date} — ${it.to_date}${t.common.gap}${text.states[it.state] ?? it.state}`}
      permission="report.read"
      tools={
        it.may_decide && it.state !== 'open' ? (
          <>
            {undecided > 0 ? (
              <Button onClick={() => acceptAll.mutate()} loading={acceptAll.isPending}>
                {text.acceptAll}
              </Button>
            ) : null}
            <Button type="primary" onClick={() => lock.mutate()} loading={lock.isPending}>
              {text.lock}
            </Button>
          </>
        ) : null
      }
    >
      {lock.isError ? <ErrorNote error={lock.error} /> : null}
      {acceptAll.isError ? <ErrorNote error={acceptAll.error} /> : null}
      <Panel>
        <div className="report-versus">
          <Figure label={text.ours} value={number(it.ours)} note={text.oursAt(instant(it.ours_at))} />
          <Figure label={text.claimed} value={number(it.claimed)} note={it.region_name} />
          <Figure
            label={text.difference}
            value={it.claimed == null ? t.common.dash : number(it.claimed - it.ours)}
            danger={it.claimed != null && it.claimed !== it.ours}
          />
          <Figure label={text.matched} value={number(it.matched)} />
        </div>
        <p className="soft">{`${text.definition}${t.common.colon}${it.definition}`}</p>
        {it.locked_at ? <p>{text.lockedBy(instant(it.locked_at), it.locked_by ?? '')}</p> : null}
      </Panel>
      {it.may_claim ? <Claim it={it} onDone={keep} /> : null}
      <Panel flush>
        {it.state === 'open' ? (
          <EmptyState title={text.notYet} />
        ) : it.differences.length === 0 ? (
          <EmptyState title={text.none} />
        ) : (
          <Differences it={it} onDone={keep} />
        )}
      </Panel>
    </Page>
  );
}

function Figure({ label, value, note, danger }: { label: string; value: string; note?: string; danger?: boolean }) {
  return (
    <div className="report-figure">
      <span>{label}</span>
      <b className={danger ? 'report-late' : undefined}>{value}</b>
      {note ? <small className="soft">{note}</small> : null}
    </div>
  );
}

function Claim({ it, onDone }: { it: Reconciliation; onDone: (next: Reconciliation) => void }) {
  const [list, setList] = useState('');
  const rows = claimed(list);
  const send = useMutation({
    mutationFn: () => claim(it.id, { version: it.version, rows }),
    onSuccess: (next) => {
      setList('');
      onDone(next);
    },
  });
  return (
    <Panel className="no-print">
      <label className="report-claim" htmlFor="report-claim-list">
        {text.paste}
        <Input.TextArea
          id="report-claim-list"
          value={list}
          onChange={(event) => setList(event.target.value)}
          autoSize={{ minRows: 3, maxRows: 12 }}
          placeholder={text.pasteHint}
        />
      </label>
      {send.isError ? <ErrorNote error={send.error} /> : null}
      <div className="report-actions">
        <span className="soft">{rows.length > 0 ? text.pasted(rows.length) : ''}</span>
        <Button type="primary" disabled={rows.length === 0} onClick={() => send.mutate()} loading={send.isPending}>
          {text.compare}
        </Button>
      </div>
    </Panel>
  );
}
