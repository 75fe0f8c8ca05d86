import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { instant, number } from '@/ui/format';
import { Page } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { type Dossier, dossierQuery } from './queries';
import './dossier.css';

const text = t.dossier.cover;

/** Cover and contents as they are printed on A4. */
export default function CoverPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(dossierQuery(id));
  const go = useGo();
  return (
    <Page
      title={t.dossier.page.cover}
      permission="dossier.make"
      tools={
        <>
          <Button onClick={() => go(`/dossiers/${id}`)}>{text.back}</Button>
          <Button type="primary" onClick={() => window.print()} disabled={!query.data}>
            {text.print}
          </Button>
        </>
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data ? <Cover dossier={query.data} /> : null}
    </Page>
  );
}

function Cover({ dossier }: { dossier: Dossier }) {
  const columns = t.dossier.columns;
  const lines: [string, string][] = [
    [text.period, t.dossier.period(dossier.from, dossier.to)],
    [text.region, dossier.region_name],
    [text.sheet, t.dossier.sheetLine(dossier.sheet_title, t.dossier.sheets.version(dossier.sheet_version))],
    [text.maker, dossier.maker],
    [text.made, instant(dossier.made_at)],
  ];
  return (
    <article className="cover">
      <p>{dossier.org_name}</p>
      <h1>{dossier.title}</h1>
      <p>{text.kind}</p>
      <dl>
        {lines.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{text.contents}</h2>
      <table>
        <thead>
          <tr>
            <th>{t.dossier.sheets.item.number}</th>
            <th>{t.dossier.sheets.item.text}</th>
            <th>{t.dossier.sheets.item.points}</th>
            <th>{t.dossier.sheets.item.clauses}</th>
            <th>{columns.rows}</th>
            <th>{columns.files}</th>
            <th>{columns.gap}</th>
          </tr>
        </thead>
        <tbody>
          {dossier.items.map((row) => (
            <tr key={row.position}>
              <td className="num">{row.item.number}</td>
              <td>{row.item.text}</td>
              <td className="num">{row.item.points ?? ''}</td>
              <td>{t.dossier.joined(row.item.clauses ?? [])}</td>
              <td className="num">{number(row.entries)}</td>
              <td className="num">{number(row.files)}</td>
              <td>{t.dossier.gaps[row.gap]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cover__foot num">
        {text.foot(
          number(dossier.items.length),
          number(dossier.entries),
          number(dossier.files),
          number(dossier.missing),
        )}
      </p>
    </article>
  );
}
