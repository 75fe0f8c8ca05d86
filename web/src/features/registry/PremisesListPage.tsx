import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { downloadUrl } from '@/api/client';
import type { PremisesRow } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { Loading } from '@/ui/states';
import { useKeyset } from '@/ui/useKeyset';
import { usePhone } from '@/ui/useMedia';
import { premisesColumns } from './columns';
import { premisesFilter } from './filter';
import { PremisesCards } from './PremisesCards';
import { PremisesFilters } from './PremisesFilters';
import { premisesCountQuery, premisesListKey, readPremises } from './queries';
import './registry.css';

const PremisesMap = lazy(() => import('./PremisesMap'));

export default function PremisesListPage() {
  const [search, change] = useFilters();
  const filter = premisesFilter(search);
  const can = useCan();
  const go = useGo();
  const count = useQuery(premisesCountQuery(filter));
  const map = search.view === 'map';
  return (
    <Page
      title={t.registry.title}
      permission="premises.read"
      tools={
        <>
          <Segmented
            value={map ? 'map' : 'list'}
            onChange={(view) => change({ view: view === 'map' ? 'map' : undefined })}
            options={[
              { value: 'list', label: t.registry.view.list },
              { value: 'map', label: t.registry.view.map },
            ]}
          />
          {can('export') ? (
            <Button href={downloadUrl('/premises/export', { ...filter, format: 'xlsx' })}>
              {t.casework.export.xlsx}
            </Button>
          ) : null}
          {can('ledger.import') ? <Button onClick={() => go('/imports')}>{t.intake.button}</Button> : null}
          {can('premises.write') ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/premises/new')}>
              {t.registry.add}
            </Button>
          ) : null}
        </>
      }
    >
      <Panel flush>
        <PremisesFilters search={search} filter={filter} change={change} count={count.data} />
        {map ? (
          <Suspense fallback={<Loading />}>
            <PremisesMap filter={filter} />
          </Suspense>
        ) : (
          <PremisesList filter={filter} filtered={Object.keys(search).length > 0} />
        )}
      </Panel>
    </Page>
  );
}

function PremisesList({ filter, filtered }: { filter: ReturnType<typeof premisesFilter>; filtered: boolean }) {
  const list = useKeyset<PremisesRow>(premisesListKey(filter), readPremises(filter));
  const go = useGo();
  const phone = usePhone();
  if (phone && list.rows.length > 0) return <PremisesCards list={list} />;
  return (
    <KeysetTable
      list={list}
      columns={premisesColumns}
      filtered={filtered}
      onOpen={(row) => go(`/premises/${row.id}`)}
    />
  );
}
