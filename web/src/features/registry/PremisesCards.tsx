import type { PremisesRow } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { regionPath } from '@/ui/format';
import { KeysetFoot } from '@/ui/KeysetTable';
import type { Keyset } from '@/ui/useKeyset';

/** Premises as cards, for a narrow screen. */
export function PremisesCards({ list }: { list: Keyset<PremisesRow> }) {
  return (
    <>
      <ul className="plain-list">
        {list.rows.map((row) => (
          <li key={row.id} className="premises-card">
            <A href={`/premises/${row.id}`}>{row.name}</A>
            <div className="soft">{`${row.kind_name} · ${regionPath(row.region)}`}</div>
            <div className="soft">{row.address}</div>
            <div className="row">
              {row.open_cases > 0 ? <span className="num">{t.campaign.pick.open(row.open_cases)}</span> : null}
              {row.major_open > 0 ? (
                <span className="mark mark--danger">{`${t.registry.columns.major} ${row.major_open}`}</span>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <KeysetFoot list={list} />
    </>
  );
}
