import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useState } from 'react';
import type { PremisesDetail } from '@/api/types';
import { useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { inspectionColumns } from '@/features/campaign/InspectionsPage';
import { caseColumns } from '@/features/casework/columns';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { BuildingCard } from './BuildingCard';
import { Duty } from './Duty';
import { Facilities } from './Facilities';
import { History } from './History';
import { KeyUnitPanel } from './KeyUnitPanel';
import { Leases } from './Leases';
import { JudgementFacts, PremisesFacts } from './PremisesFacts';
import { premisesQuery, voidPremises } from './queries';
import { Responsibles } from './Responsibles';
import { useRecords } from './useRecords';
import { VoidDialog } from './VoidDialog';
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
        <div className="premises-grid">
          <BuildingCard premises={premises} />
          <KeyUnitPanel premises={premises} />
        </div>
        <div className="premises-grid">
          <Leases
            leases={premises.leases}
            place={{ premises_id: premises.id, building_id: premises.building?.id ?? null }}
            mayWrite={premises.may_write}
          />
          <Responsibles rows={premises.responsibles} unit={premises.unit?.id} mayWrite={premises.may_write} />
        </div>
        <div className="premises-grid">
          <Facilities rows={premises.facilities} place={{ premises_id: premises.id }} mayWrite={premises.may_write} />
          <Panel title={text.judgementFacts}>
            <JudgementFacts premises={premises} />
          </Panel>
        </div>
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
      {premises.key_unit.status && premises.key_unit.status !== 'removed' ? (
        <span className="mark">{`${t.registry.key.title}${t.common.bracketed(premises.key_unit.status_name ?? premises.key_unit.status)}`}</span>
      ) : null}
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
  const { done } = useRecords();
  const [voiding, setVoiding] = useState(false);
  return (
    <>
      <VoidDialog
        name={voiding ? premises.name : undefined}
        send={(reason) => voidPremises(premises.id, { version: premises.version, reason })}
        onClose={() => setVoiding(false)}
        onDone={() => {
          go('/premises');
          done();
        }}
      />
      {premises.may_write ? (
        <>
          <Button onClick={() => setVoiding(true)}>{t.registry.void.title}</Button>
          <Button onClick={() => go(`/premises/${premises.id}/edit`)}>{t.common.edit}</Button>
        </>
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
