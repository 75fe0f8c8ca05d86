import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { downloadUrl } from '@/api/client';
import type { DutyMatrix } from '@/api/types';
import { useFilters } from '@/app/navigation';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { DecisionDialog } from './matrix/DecisionDialog';
import { Decisions } from './matrix/Decisions';
import { DepartmentTable } from './matrix/DepartmentTable';
import { KindTable } from './matrix/KindTable';
import { MatrixGrid } from './matrix/MatrixGrid';
import { matrixQuery } from './queries';
import { useRecords } from './useRecords';
import './registry.css';

const text = t.registry.matrix;

/** Who answers for which kind of premises: the matrix, its holes, and the decisions that fill them. */
export default function DutyMatrixPage() {
  const [search, change] = useFilters();
  const can = useCan();
  const query = useQuery(matrixQuery(search.on));
  const [deciding, setDeciding] = useState<string>();
  const { done } = useRecords();
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={query.refetch} />;
  const matrix = query.data;
  const view = search.view ?? 'kinds';
  const problems = search.problems === 'true';
  const kinds = problems ? matrix.kinds.filter((kind) => kind.hole || kind.double) : matrix.kinds;
  return (
    <Page
      title={text.title}
      subtitle={text.lead}
      permission="premises.read"
      tools={
        <>
          {can('export') ? (
            <Button href={downloadUrl('/duty-matrix/export', { on: search.on, format: 'xlsx' })}>
              {t.casework.export.xlsx}
            </Button>
          ) : null}
          {matrix.may_decide ? (
            <Button type="primary" onClick={() => setDeciding('')}>
              {text.decide}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        <Panel>
          <div className="row matrix-tools">
            <Segmented
              value={view}
              onChange={(next) => change({ view: String(next) })}
              options={[
                { value: 'kinds', label: text.byKind },
                { value: 'matrix', label: text.matrix },
                { value: 'departments', label: text.byDepartment },
              ]}
            />
            <DatePicker
              aria-label={text.on}
              placeholder={text.on}
              value={dayjs(matrix.on)}
              onChange={(day) => change({ on: day?.format('YYYY-MM-DD') })}
            />
            <Checkbox
              checked={problems}
              onChange={(event) => change({ problems: event.target.checked ? 'true' : undefined })}
            >
              {text.onlyProblems}
            </Checkbox>
            <Figure label={text.kinds} value={matrix.kinds.length} />
            <Figure label={text.holes} value={matrix.holes} danger={matrix.holes > 0} />
            <Figure label={text.doubles} value={matrix.doubles} danger={matrix.doubles > 0} />
          </div>
        </Panel>
        <Panel flush>
          {view === 'kinds' ? (
            <KindTable kinds={kinds} {...(matrix.may_decide ? { onDecide: setDeciding } : {})} />
          ) : null}
          {view === 'matrix' ? <MatrixGrid matrix={matrix} kinds={kinds} /> : null}
          {view === 'departments' ? <DepartmentTable departments={matrix.departments} /> : null}
        </Panel>
        <Decisions decisions={matrix.decisions} />
        <Check matrix={matrix} />
      </div>
      <DecisionDialog
        open={deciding !== undefined}
        kind={deciding}
        kinds={matrix.kinds}
        departments={matrix.departments}
        onClose={() => setDeciding(undefined)}
        onDone={() => {
          done();
          void query.refetch();
          setDeciding(undefined);
        }}
      />
    </Page>
  );
}

function Figure({ label, value, danger = false }: { label: string; value: number; danger?: boolean }) {
  return (
    <span className="soft">
      {label} <strong className={danger ? 'danger-text num' : 'num'}>{value}</strong>
    </span>
  );
}

/** The matrix held against the table of standing duties. */
function Check({ matrix }: { matrix: DutyMatrix }) {
  const row = (label: string, names: string[]) => (
    <p>
      <span className="soft">{`${label}${t.common.colon}`}</span>
      {names.length > 0 ? names.join(t.common.comma) : text.consistent}
    </p>
  );
  return (
    <Panel title={text.checkTitle}>
      {row(text.leadsWithout, matrix.leads_without_standing)}
      {row(text.standingWithout, matrix.standing_without_kind)}
    </Panel>
  );
}
