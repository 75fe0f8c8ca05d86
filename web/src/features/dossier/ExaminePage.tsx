import { useQuery } from '@tanstack/react-query';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { examinedListQuery } from './queries';
import './dossier.css';

const text = t.dossier.examine;

/** What is open to the examiner today, and nothing else. */
export default function ExaminePage() {
  const query = useQuery(examinedListQuery);
  return (
    <Page title={text.title} subtitle={text.subtitle} permission="dossier.read">
      <Panel flush>
        {query.isPending ? <Loading /> : null}
        {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
        {query.data?.length === 0 ? <EmptyState {...text.none} /> : null}
        <ul className="examine-list">
          {(query.data ?? []).map((row) => (
            <li key={row.id}>
              <A href={`/examine/${row.id}`}>
                <b>{row.title}</b>
                <div className="soft num">
                  {`${row.org_name} · ${row.region_name} · ${t.dossier.period(row.from, row.to)}`}
                </div>
                <div className="soft num">{`${text.made(instant(row.made_at))} · ${text.until(row.until)}`}</div>
              </A>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  );
}
