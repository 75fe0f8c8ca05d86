import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { downloadUrl } from '@/api/client';
import type { CaseRow } from '@/api/types';
import { useFilters, useGo } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page, Panel } from '@/ui/Page';
import { useKeyset } from '@/ui/useKeyset';
import { usePhone } from '@/ui/useMedia';
import { CaseCards } from './CaseCards';
import { CaseFilters } from './CaseFilters';
import { caseColumns } from './columns';
import { caseFilter, isView, savedViews, toView } from './filter';
import { caseCountQuery, caseListKey, readCases } from './queries';
import './casework.css';

export default function CasesPage() {
  const [search, change] = useFilters();
  const filter = caseFilter(search);
  const list = useKeyset<CaseRow>(caseListKey(filter), readCases(filter));
  const count = useQuery(caseCountQuery(filter));
  const phone = usePhone();
  const go = useGo();
  const filtered = Object.keys(search).length > 0;
  return (
    <Page title={t.casework.title} permission="case.read" tools={<CaseTools filter={filter} />}>
      <Panel flush>
        <nav className="saved no-print" aria-label={t.casework.title}>
          {savedViews.map((view) => (
            <button
              key={view.code}
              type="button"
              aria-pressed={isView(search, view.search)}
              onClick={() => change(toView(view.search))}
            >
              {t.casework.saved[view.code]}
            </button>
          ))}
        </nav>
        <CaseFilters search={search} filter={filter} change={change} count={count.data} />
        {phone ? (
          <CaseCards list={list} filtered={filtered} />
        ) : (
          <KeysetTable list={list} columns={caseColumns} filtered={filtered} onOpen={(row) => go(`/cases/${row.id}`)} />
        )}
      </Panel>
    </Page>
  );
}

function CaseTools({ filter }: { filter: ReturnType<typeof caseFilter> }) {
  const can = useCan();
  const go = useGo();
  const phone = usePhone();
  return (
    <>
      {can('export') && !phone ? (
        <>
          <Button href={downloadUrl('/cases/export', { ...filter, format: 'xlsx' })}>{t.casework.export.xlsx}</Button>
          <Button href={downloadUrl('/cases/export', { ...filter, format: 'csv' })}>{t.casework.export.csv}</Button>
        </>
      ) : null}
      {can('case.open') ? (
        <Button type="primary" icon={<PlusOutlined />} onClick={() => go('/cases/new')}>
          {t.casework.newCase}
        </Button>
      ) : null}
    </>
  );
}
