import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { FactList } from '@/ui/FactList';
import { regionPath } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { buildingFacts, FloorStack } from './BuildingCard';
import { BuildingDialog } from './BuildingDialog';
import { premisesColumns } from './columns';
import { Facilities } from './Facilities';
import { History } from './History';
import { Leases } from './Leases';
import { buildingQuery, voidBuilding } from './queries';
import { useRecords } from './useRecords';
import { VoidDialog } from './VoidDialog';
import '@/features/casework/casework.css';
import './registry.css';

const text = t.registry.buildings;

/** One building: its facts and floors, who owns and rents it, its facilities, the premises in it. */
export default function BuildingPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(buildingQuery(id));
  const can = useCan();
  const go = useGo();
  const records = useRecords();
  const [open, setOpen] = useState<'edit' | 'void'>();
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const building = query.data;
  const mayWrite = can('premises.write');
  return (
    <Page
      title={building.name}
      subtitle={`${regionPath(building.region)} ${building.address}`}
      permission="premises.read"
      tools={
        mayWrite ? (
          <>
            <Button onClick={() => setOpen('void')}>{t.registry.void.title}</Button>
            <Button onClick={() => setOpen('edit')}>{t.common.edit}</Button>
          </>
        ) : null
      }
    >
      <div className="stack">
        <div className="premises-grid">
          <Panel title={t.registry.detail.facts}>
            <FactList rows={[...buildingFacts(building)]} />
          </Panel>
          <Panel title={text.floorList}>
            <FloorStack building={building} />
          </Panel>
        </div>
        <div className="premises-grid">
          <Leases leases={building.leases} place={{ building_id: id }} mayWrite={mayWrite} />
          <Facilities rows={building.facilities} place={{ building_id: id }} mayWrite={mayWrite} />
        </div>
        <Panel title={`${text.premises} ${building.premises.length}`} flush>
          {building.premises.length > 0 ? (
            <Table
              size="small"
              rowKey="id"
              columns={premisesColumns}
              dataSource={building.premises}
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              scroll={{ x: 'max-content' }}
            />
          ) : (
            <EmptyState title={text.premisesNone} />
          )}
        </Panel>
        <Panel title={t.registry.detail.history} flush>
          <History history={building.history} />
        </Panel>
      </div>
      <BuildingDialog
        open={open === 'edit'}
        building={building}
        onClose={() => setOpen(undefined)}
        onDone={() => {
          records.done();
          setOpen(undefined);
        }}
      />
      <VoidDialog
        name={open === 'void' ? building.name : undefined}
        send={(reason) => voidBuilding(id, { version: building.version, reason })}
        onClose={() => setOpen(undefined)}
        onDone={() => {
          records.done();
          go('/buildings');
        }}
      />
    </Page>
  );
}
