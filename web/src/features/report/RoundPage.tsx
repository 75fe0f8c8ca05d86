import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { downloadUrl } from '@/api/client';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { formQuery, roundQuery, sumQuery } from './queries';
import { RoundAside } from './RoundAside';
import { SumTable } from './SumTable';
import type { Round } from './types';
import './report.css';

const text = t.report.round;

/** One round: the sum as it stands, who is missing, the lock. */
export default function RoundPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useFilters();
  const can = useCan();
  const query = useQuery(roundQuery(id));
  const sum = useQuery(sumQuery(id, search.layout));
  if (query.isPending) return <Loading page />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const round = query.data;
  return (
    <Page
      title={t.report.fill.title(round.title, round.period)}
      subtitle={`${t.report.columns.asker}${t.common.colon}${round.asker}${t.common.gap}${text.span}${t.common.colon}${round.from_date} — ${round.to_date}${t.common.gap}${text.cutoff}${t.common.colon}${instant(round.cutoff_at)}`}
      permission="report.read"
      tools={
        <>
          {round.may.manage ? (
            <LayoutChoice round={round} value={search.layout} onChange={(layout) => change({ layout })} />
          ) : null}
          {can('export') ? (
            <Button href={downloadUrl(`/reports/rounds/${id}/export`, { layout: search.layout })}>{text.export}</Button>
          ) : null}
          <Button onClick={() => window.print()}>{text.print}</Button>
        </>
      }
    >
      <div className="report-round">
        <Panel
          className="report-round__main"
          title={text.sum}
          extra={
            <span>
              <b>{text.fillers(round.done, round.fillers)}</b>
              {round.locked ? <span className="status status--closed">{` ● ${t.report.locked}`}</span> : null}
            </span>
          }
        >
          {sum.isPending ? <Loading /> : null}
          {sum.isError ? <ErrorState error={sum.error} onRetry={sum.refetch} /> : null}
          {sum.data ? <SumTable sum={sum.data} /> : null}
        </Panel>
        <RoundAside round={round} />
      </div>
    </Page>
  );
}

/** In which layout the sum is shown: the one that was sent, or a newer one through its mapping. */
function LayoutChoice({
  round,
  value,
  onChange,
}: {
  round: Round;
  value?: string | undefined;
  onChange: (layout?: string) => void;
}) {
  const form = useQuery(formQuery(round.form_id));
  const others = (form.data?.versions ?? []).filter((version) => version.id !== round.layout.id);
  if (others.length === 0 || round.supplement_of) return null;
  return (
    <Select
      aria-label={text.layout}
      value={value ?? ''}
      onChange={(layout) => onChange(layout || undefined)}
      options={[
        { value: '', label: text.own },
        ...others.map((version) => ({ value: version.id, label: text.newest(version.number) })),
      ]}
      style={{ minWidth: 150 }}
    />
  );
}
