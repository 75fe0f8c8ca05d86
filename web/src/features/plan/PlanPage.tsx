import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { PlanDocument } from '@/api/types';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { instant, number } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { PlanView } from './PlanView';
import { documentQuery, documentsQuery } from './queries';
import { UploadBox } from './UploadBox';
import './plan.css';

/** The document of the year as a tree beside its tasks and its own words. */
export default function PlanPage() {
  const [search, change] = useFilters();
  const can = useCan();
  const documents = useQuery(documentsQuery);
  const rows = documents.data?.items ?? [];
  const id = search.document ?? rows[0]?.id ?? '';
  const document = useQuery(documentQuery(id));
  const tools = rows.length > 1 && (
    <Select
      aria-label={t.plan.documents}
      value={id}
      style={{ width: 320, maxWidth: '100%' }}
      onChange={(next) => change({ document: next, node: undefined })}
      options={rows.map((row) => ({ value: row.id, label: `${row.name} · ${instant(row.uploaded_at)}` }))}
    />
  );
  return (
    <Page title={t.plan.plans.documents} permission="plan.read" tools={tools} subtitle={document.data?.name}>
      <div className="stack">
        {can('plan.write') ? (
          <UploadBox compact={rows.length > 0} onDone={(made) => change({ document: made.id, node: undefined })} />
        ) : null}
        {documents.isPending ? <Loading /> : null}
        {documents.isError ? <ErrorState error={documents.error} onRetry={documents.refetch} /> : null}
        {documents.isSuccess && rows.length === 0 && !id ? (
          <Panel>
            <EmptyState title={t.plan.none} />
          </Panel>
        ) : null}
        {id && document.isPending ? <Loading /> : null}
        {document.isError ? <ErrorState error={document.error} onRetry={document.refetch} /> : null}
        {document.data ? (
          <>
            <Summary document={document.data} />
            <PlanView document={document.data} selected={search.node} onSelect={(node) => change({ node }, true)} />
          </>
        ) : null}
      </div>
    </Page>
  );
}

function Summary({ document: { summary } }: { document: PlanDocument }) {
  const text = t.plan.summary;
  const counts: [string, string, boolean][] = [
    [text.sections, number(summary.sections), false],
    [text.clauses, number(summary.clauses), false],
    [text.items, number(summary.items), false],
    [text.tasks, number(summary.tasks), false],
    [text.unowned, number(summary.unowned), summary.unowned > 0],
    [
      text.gaps,
      `${number(summary.gaps)} ${t.common.units.place} · ${text.omitted(number(summary.omitted_chars))}`,
      summary.gaps > 0,
    ],
  ];
  return (
    <ul className="plan-summary">
      {counts.map(([label, value, danger]) => (
        <li key={label}>
          <span className="soft">{label}</span>
          <b className={danger ? 'num danger-text' : 'num'}>{value}</b>
        </li>
      ))}
    </ul>
  );
}
