import type { ReactNode } from 'react';
import type { CaseRow } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { ClockBadge } from '@/ui/ClockBadge';
import { KeysetFoot } from '@/ui/KeysetTable';
import { RegionPath } from '@/ui/RegionPath';
import { Marks, StatusTag } from '@/ui/StatusTag';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import type { Keyset } from '@/ui/useKeyset';

/** Cases as cards, for a narrow screen. */
export function CaseCards({ list, filtered }: { list: Keyset<CaseRow>; filtered: boolean }) {
  if (list.isPending) return <Loading />;
  if (list.isError && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.refetch} />;
  if (list.rows.length === 0) {
    return filtered ? (
      <EmptyState title={t.common.empty.filtered} text={t.common.empty.filteredHint} />
    ) : (
      <EmptyState />
    );
  }
  return (
    <>
      <ul className="case-cards">
        {list.rows.map((row) => (
          <li key={row.id}>
            <CaseCard row={row} />
          </li>
        ))}
      </ul>
      <KeysetFoot list={list} />
    </>
  );
}

export function CaseCard({ row, children }: { row: CaseRow; children?: ReactNode }) {
  return (
    <article className={row.overdue ? 'case-card case-card--overdue' : 'case-card'}>
      <div className="case-card__top">
        <StatusTag stateClass={row.state_class} name={row.state_name} />
        <ClockBadge row={row} />
      </div>
      <A href={`/cases/${row.id}`} className="case-card__title">
        {row.title}
      </A>
      <div className="case-card__foot">
        <div className="grow">
          <div className="case-card__where soft">
            {row.premises?.name} <RegionPath region={row.region} />
          </div>
          <Marks marks={row.marks} />
        </div>
        {children}
      </div>
    </article>
  );
}
