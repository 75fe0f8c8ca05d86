import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant, number } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { usePhone } from '@/ui/useMedia';
import { ExamineItem } from './ExamineItem';
import { GapMark } from './Marks';
import { type ExaminedItem, examinedQuery } from './queries';
import './dossier.css';

const text = t.dossier.examine;

/** One dossier for the examiner: items at the left, rows with their pictures at the right; on a phone one after the other. */
export default function ExamineDossierPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const [search, change] = useFilters();
  const query = useQuery(examinedQuery(id));
  const phone = usePhone();
  const dossier = query.data;
  const chosen =
    dossier?.items.find((item) => String(item.position) === search.item) ?? (phone ? undefined : dossier?.items[0]);
  const list = <Items id={id} items={dossier?.items ?? []} current={chosen?.position} />;
  return (
    <Page
      title={dossier?.title ?? text.title}
      permission="dossier.read"
      subtitle={
        dossier ? (
          <span className="examine-sub">
            {`${dossier.org_name} · ${dossier.region_name} · ${t.dossier.period(dossier.from, dossier.to)} · ${text.made(instant(dossier.made_at))} · ${text.until(dossier.until)}`}
          </span>
        ) : null
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {dossier ? (
        <div className="examine">
          {phone && chosen ? (
            <Button onClick={() => change({ item: undefined })}>{text.back}</Button>
          ) : (
            <Panel flush title={text.items}>
              {list}
            </Panel>
          )}
          {chosen ? <ExamineItem key={chosen.position} id={id} item={chosen} /> : null}
          {!chosen && !phone ? <EmptyState title={text.choose} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

function Items({ id, items, current }: { id: string; items: ExaminedItem[]; current: number | undefined }) {
  return (
    <ul className="examine-list">
      {items.map((row) => (
        <li key={row.position}>
          <A
            href={`/examine/${id}?item=${row.position}`}
            {...(row.position === current ? { 'aria-current': 'page' } : {})}
          >
            <b className="num">{row.item.number}</b> {row.item.text}
            <div className="soft num">{text.rows(number(row.entries), number(row.files))}</div>
            <GapMark gap={row.gap} />
          </A>
        </li>
      ))}
    </ul>
  );
}
