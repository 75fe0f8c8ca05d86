import type { InspectionRow } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { KeysetFoot } from '@/ui/KeysetTable';
import type { Keyset } from '@/ui/useKeyset';

const text = t.campaign.columns;

/** Visits as cards, for a narrow screen. */
export function InspectionCards({ list }: { list: Keyset<InspectionRow> }) {
  return (
    <>
      <ul className="plain-list">
        {list.rows.map((row) => (
          <li key={row.id} className="visit-card">
            <div className="row">
              <A href={`/inspections/${row.id}`} className="grow visit-card__name">
                {row.premises.name}
              </A>
              <span className="num soft">{row.inspected_on}</span>
            </div>
            <div className="row soft">
              <span className="grow">{[row.inspector.org, row.inspector.name].filter(Boolean).join(' · ')}</span>
              <span className={row.failed > 0 ? 'danger-text num' : 'num'}>{`${text.failed} ${row.failed}`}</span>
              <span className="num">{`${text.passed} ${row.passed}`}</span>
            </div>
            {row.major_suggested ? <span className="mark mark--danger">{t.campaign.suggested}</span> : null}
          </li>
        ))}
      </ul>
      <KeysetFoot list={list} />
    </>
  );
}
