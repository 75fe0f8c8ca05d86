import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { client, take } from '@/api/client';
import type { PremisesRow } from '@/api/types';
import { useGo } from '@/app/navigation';
import { useSession } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant, regionPath } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { SearchBox } from '@/ui/SearchBox';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { dropDraft, listDrafts } from './draft';
import './campaign.css';

const text = t.campaign.pick;

/** First step of a visit: an unfinished draft, or a premises. */
export default function PickPremisesPage() {
  const [q, setQ] = useState<string>();
  const found = useQuery({
    queryKey: ['premises', 'inspect', q ?? ''],
    queryFn: () =>
      take(client.GET('/premises', { params: { query: { limit: 30, ...(q && q.length >= 2 ? { q } : {}) } } })),
  });
  const rows = found.data?.items ?? [];
  return (
    <Page title={t.campaign.list.start} permission="inspection.write">
      <div className="stack narrow">
        <Drafts />
        <Panel title={text.title}>
          <SearchBox value={q} onChange={setQ} placeholder={text.search} width="100%" />
          {found.isPending ? <Loading /> : null}
          {found.isError ? <ErrorState error={found.error} onRetry={found.refetch} /> : null}
          {found.isSuccess && rows.length === 0 ? <EmptyState title={text.none} /> : null}
          <ul className="plain-list pick-list">
            {rows.map((row) => (
              <li key={row.id}>
                <PickRow row={row} />
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </Page>
  );
}

function PickRow({ row }: { row: PremisesRow }) {
  return (
    <A href={`/inspect/${row.id}`} className="pick-row">
      <strong>{row.name}</strong>
      <span className="soft">{`${row.kind_name} · ${regionPath(row.region)} · ${row.address}`}</span>
      <span className="soft">
        {row.last_inspected_on ? text.last(row.last_inspected_on) : text.never}
        {row.open_cases > 0 ? <b className="danger-text">{` · ${text.open(row.open_cases)}`}</b> : null}
      </span>
    </A>
  );
}

function Drafts() {
  const { user } = useSession();
  const [drafts, setDrafts] = useState(() => listDrafts(user.id));
  const { modal } = App.useApp();
  const go = useGo();
  if (drafts.length === 0) return null;
  const discard = (premises: string) =>
    modal.confirm({
      title: text.discard,
      content: text.discardConfirm,
      okButtonProps: { danger: true },
      onOk: () => {
        dropDraft(user.id, premises);
        setDrafts(listDrafts(user.id));
      },
    });
  return (
    <Panel title={text.drafts}>
      <ul className="plain-list stack">
        {drafts.map((draft) => (
          <li key={draft.client_id} className="row">
            <div className="grow">
              <strong>{draft.premises_name}</strong>
              <div className="soft num">{instant(draft.saved_at)}</div>
            </div>
            <Button onClick={() => discard(draft.premises_id)}>{text.discard}</Button>
            <Button type="primary" onClick={() => go(`/inspect/${draft.premises_id}`)}>
              {text.resume}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
