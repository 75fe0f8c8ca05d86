import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { PremisesFilter, PremisesRow } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { KeysetFoot } from '@/ui/KeysetTable';
import { ErrorState, Loading } from '@/ui/states';
import { useKeyset } from '@/ui/useKeyset';
import { readSamePoint, samePointKey } from './queries';
import type { Mark } from './usePremisesLayers';

const text = t.registry.map;

/** What was clicked: one premises, or those that stand behind one door. */
export function PremisesMapCard(props: { mark: Mark; filter: PremisesFilter; onClose: () => void }) {
  const { mark, filter, onClose } = props;
  return (
    <aside className="premises-map__card" aria-label={text.card}>
      <header className="row">
        <strong>{mark.name ?? text.samePoint(mark.count ?? 0)}</strong>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t.common.close} onClick={onClose} />
      </header>
      {mark.id ? <One mark={mark} id={mark.id} /> : null}
      {mark.place ? <Many place={mark.place} filter={filter} /> : null}
    </aside>
  );
}

function One({ mark, id }: { mark: Mark; id: string }) {
  const { premises_kinds } = useMeta();
  const kind = premises_kinds.find((one) => one.code === mark.kind);
  return (
    <>
      <div className="soft">{kind?.name ?? mark.kind}</div>
      <Pressing open={mark.open ?? 0} major={mark.major} late={mark.late} />
      <A href={`/premises/${id}`}>{text.open}</A>
    </>
  );
}

function Pressing({ open, major, late }: { open: number; major: number; late: number }) {
  if (open === 0) return <div className="soft">{text.legend.none}</div>;
  return (
    <div className="row">
      <span className="num">{t.campaign.pick.open(open)}</span>
      {major > 0 ? <span className="mark mark--danger">{text.majorCount(major)}</span> : null}
      {late > 0 ? <span className="mark mark--danger">{text.lateCount(late)}</span> : null}
    </div>
  );
}

function Many({ place, filter }: { place: string; filter: PremisesFilter }) {
  const list = useKeyset<PremisesRow>(samePointKey(filter, place), readSamePoint(filter, place), 20);
  if (list.isPending) return <Loading />;
  if (list.isError) return <ErrorState error={list.error} onRetry={list.refetch} />;
  return (
    <div className="premises-map__list">
      <ul className="plain-list">
        {list.rows.map((row) => (
          <li key={row.id}>
            <A href={`/premises/${row.id}`}>{row.name}</A>
            <div className="soft">{row.kind_name}</div>
            {row.major_open > 0 ? <span className="mark mark--danger">{text.majorCount(row.major_open)}</span> : null}
          </li>
        ))}
      </ul>
      <KeysetFoot list={list} />
    </div>
  );
}
