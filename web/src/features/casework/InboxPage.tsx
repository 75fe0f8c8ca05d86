import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { CaseRow } from '@/api/types';
import { t } from '@/i18n';
import { bounded } from '@/ui/format';
import { KeysetFoot } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { useKeyset } from '@/ui/useKeyset';
import { usePhone } from '@/ui/useMedia';
import { CaseCard } from './CaseCards';
import { CaseDrawer } from './CaseDrawer';
import { InboxTable } from './InboxTable';
import { inboxCountQuery, inboxKey, readInbox } from './queries';
import './casework.css';

type Group = keyof typeof t.casework.inbox.groups;

/** Which heading of the inbox a case stands under. */
export function groupOf(row: CaseRow): Group {
  if (row.overdue) return 'overdue';
  if (row.due_in_days == null) return 'none';
  if (row.due_in_days <= 0) return 'today';
  return row.due_in_days <= 7 ? 'week' : 'later';
}

export default function InboxPage() {
  const list = useKeyset<CaseRow>(inboxKey, readInbox);
  const count = useQuery(inboxCountQuery);
  const [acting, setActing] = useState<string>();
  const phone = usePhone();
  return (
    <Page
      title={t.casework.inbox.title}
      subtitle={
        <>
          {count.data ? `${t.common.count(bounded(count.data), t.common.units.case)} · ` : ''}
          {t.casework.inbox.subtitle}
        </>
      }
      permission="case.read"
    >
      {list.isPending ? <Loading /> : null}
      {list.isError && list.rows.length === 0 ? <ErrorState error={list.error} onRetry={list.refetch} /> : null}
      {list.isSuccess && list.rows.length === 0 ? (
        <Panel>
          <EmptyState title={t.casework.inbox.empty} text={t.casework.inbox.emptyHint} />
        </Panel>
      ) : null}
      {groups(list.rows).map(([group, rows]) => (
        <section key={group} className="inbox-group">
          <h2 className={group === 'overdue' ? 'danger-text' : ''}>
            {t.casework.inbox.groups[group]}
            <small className="num">{rows.length}</small>
          </h2>
          {phone ? (
            <div className="stack">
              {rows.map((row) => (
                <CaseCard key={row.id} row={row}>
                  <Button type="primary" onClick={() => setActing(row.id)}>
                    {t.casework.inbox.act}
                  </Button>
                </CaseCard>
              ))}
            </div>
          ) : (
            <InboxTable rows={rows} onAct={setActing} />
          )}
        </section>
      ))}
      {list.rows.length > 0 ? <KeysetFoot list={list} /> : null}
      <CaseDrawer id={acting} onClose={() => setActing(undefined)} />
    </Page>
  );
}

/** Rows under their headings, in the order the server gave them. */
function groups(rows: CaseRow[]): [Group, CaseRow[]][] {
  const order: Group[] = ['overdue', 'today', 'week', 'later', 'none'];
  return order
    .map((group): [Group, CaseRow[]] => [group, rows.filter((row) => groupOf(row) === group)])
    .filter(([, members]) => members.length > 0);
}
