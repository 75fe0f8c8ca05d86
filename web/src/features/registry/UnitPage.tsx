import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useGo } from '@/app/navigation';
import { useSectorName } from '@/features/access/queries';
import { t } from '@/i18n';
import { FactList } from '@/ui/FactList';
import { regionPath } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { premisesColumns } from './columns';
import { History } from './History';
import { unitQuery, voidUnit } from './queries';
import { Responsibles } from './Responsibles';
import { UnitDialog } from './UnitDialog';
import { useRecords } from './useRecords';
import { VoidDialog } from './VoidDialog';
import '@/features/casework/casework.css';
import './registry.css';

const text = t.registry.units;

/** One unit: facts, fire-safety posts, premises, history. */
export default function UnitPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(unitQuery(id));
  const sector = useSectorName();
  const go = useGo();
  const records = useRecords();
  const [open, setOpen] = useState<'edit' | 'void'>();
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const unit = query.data;
  return (
    <Page
      title={unit.name}
      subtitle={unit.kind_name}
      permission="premises.read"
      tools={
        unit.may_write ? (
          <>
            <Button onClick={() => setOpen('void')}>{t.registry.void.title}</Button>
            <Button onClick={() => setOpen('edit')}>{t.common.edit}</Button>
          </>
        ) : null
      }
    >
      <div className="stack">
        <div className="premises-grid">
          <Panel title={text.facts}>
            <FactList
              rows={[
                [t.registry.form.address, `${regionPath(unit.region)} ${unit.address}`],
                [text.code, unit.credit_code ?? t.common.dash],
                [text.legal, unit.legal_person ?? t.common.dash],
                [text.manager, unit.manager ?? t.common.dash],
                [text.phone, unit.phone_masked ?? t.common.dash],
                [text.sector, sector(unit.sector)],
              ]}
            />
          </Panel>
          <Responsibles rows={unit.responsibles} unit={id} mayWrite={unit.may_write} />
        </div>
        <Panel title={`${text.premises} ${unit.premises}`} flush>
          {unit.premises_list.length > 0 ? (
            <Table
              size="small"
              rowKey="id"
              columns={premisesColumns}
              dataSource={unit.premises_list}
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              scroll={{ x: 'max-content' }}
            />
          ) : (
            <EmptyState title={text.premisesNone} />
          )}
        </Panel>
        <Panel title={t.registry.detail.history} flush>
          <History history={unit.history} />
        </Panel>
      </div>
      <UnitDialog
        open={open === 'edit'}
        unit={unit}
        onClose={() => setOpen(undefined)}
        onDone={() => {
          records.done();
          setOpen(undefined);
        }}
      />
      <VoidDialog
        name={open === 'void' ? unit.name : undefined}
        send={(reason) => voidUnit(id, { version: unit.version, reason })}
        onClose={() => setOpen(undefined)}
        onDone={() => {
          records.done();
          go('/units');
        }}
      />
    </Page>
  );
}
