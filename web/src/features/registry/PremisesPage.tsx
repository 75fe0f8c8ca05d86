import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import type { PremisesDetail } from '@/api/types';
import { useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { inspectionColumns } from '@/features/campaign/InspectionsPage';
import { caseColumns } from '@/features/casework/columns';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { Duty } from './Duty';
import { History } from './History';
import { JudgementFacts, PremisesFacts } from './PremisesFacts';
import { premisesQuery } from './queries';
import '@/features/casework/casework.css';
import './registry.css';

const text = t.registry.detail;

/** The whole story of one premises on one screen. */
export default function PremisesPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(premisesQuery(id));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const premises = query.data;
  return (
    <Page
      title={premises.name}
      subtitle={<Subtitle premises={premises} />}
      permission="premises.read"
      tools={<Tools premises={premises} />}
    >
      <div className="stack">
        <div className="premises-grid">
          <Panel title={text.facts}>
            <PremisesFacts premises={premises} />
          </Panel>
          <Panel title={text.duty}>
            <Duty duty={premises.duty} />
          </Panel>
        </div>
        <Panel title={text.judgementFacts}>
          <JudgementFacts premises={premises} />
        </Panel>
        <Panel title={`${text.cases} ${premises.cases.length}`} flush>
          {premises.cases.length > 0 ? (
            <Table
              size="small"
              rowKey="id"
              columns={caseColumns.filter((column) => column.title !== t.casework.columns.place)}
              dataSource={premises.cases}
              pagination={false}
              scroll={{ x: 'max-content' }}
            />
          ) : (
            <EmptyState title={t.campaign.detail.noCases} />
          )}
        </Panel>
        <Panel title={`${text.inspections} ${premises.inspections.length}`} flush>
          {premises.inspections.length > 0 ? (
            <Table
              size="small"
              rowKey="id"
              columns={inspectionColumns.filter((column) => column.title !== t.campaign.columns.premises)}
              dataSource={premises.inspections}
              pagination={false}
              scroll={{ x: 'max-content' }}
            />
          ) : (
            <EmptyState title={t.registry.never} />
          )}
        </Panel>
        <Panel title={text.history} flush>
          <History history={premises.history} />
        </Panel>
      </div>
    </Page>
  );
}

function Subtitle({ premises }: { premises: PremisesDetail }) {
  return (
    <span className="row">
      {premises.kind_name}
      {premises.tags.map((tag) => (
        <span key={tag.code} className="mark">
          {tag.name}
        </span>
      ))}
      {premises.major_open > 0 ? (
        <span className="mark mark--danger">{`${t.registry.columns.major} ${premises.major_open}`}</span>
      ) : null}
      {premises.open_cases > 0 ? <span>{t.campaign.pick.open(premises.open_cases)}</span> : null}
    </span>
  );
}

function Tools({ premises }: { premises: PremisesDetail }) {
  const can = useCan();
  const go = useGo();
  return (
    <>
      {can('premises.write') ? (
        <Button onClick={() => go(`/premises/${premises.id}/edit`)}>{t.common.edit}</Button>
      ) : null}
      {can('case.open') ? (
        <Button onClick={() => go(`/cases/new?premises=${premises.id}`)}>{text.openCase}</Button>
      ) : null}
      {can('inspection.write') ? (
        <Button type="primary" onClick={() => go(`/inspect/${premises.id}`)}>
          {text.inspect}
        </Button>
      ) : null}
    </>
  );
}
