import { Alert, Tabs } from 'antd';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { Figures } from './Figures';
import { Orders } from './Orders';
import { ReviewQueue } from './ReviewQueue';
import { RowsPanel } from './RowsPanel';
import { TakenList } from './TakenList';
import type { BatchDetail } from './types';

const text = t.intake;

/** What became of the rows, before or after they went in, and what can be done next. */
export function OutcomeStep({ batch }: { batch: BatchDetail }) {
  const preview = batch.state === 'checked';
  const waiting = batch.counts.review > 0;
  return (
    <>
      {batch.message ? <Alert type="warning" showIcon title={batch.message} /> : null}
      {batch.resumed_from ? <Alert type="info" showIcon title={text.resumed(batch.resumed_from)} /> : null}
      <Panel title={preview ? text.figures.preview : text.figures.title}>
        <div className="stack">
          <Figures batch={batch} />
          <Orders batch={batch} />
          {batch.notes.length > 0 ? (
            <div>
              <h3 className="intake-notes__title">{text.mapping.notes}</h3>
              <ul className="intake-notes">
                {batch.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
      </Panel>
      {waiting && !preview ? <ReviewQueue batch={batch} /> : null}
      <Lists batch={batch} />
      {waiting && preview ? <ReviewQueue batch={batch} /> : null}
    </>
  );
}

/** The rows, and once they are in, the premises they became. */
function Lists({ batch }: { batch: BatchDetail }) {
  const [search, change] = useFilters();
  const rows = { key: 'rows', label: text.rows.title, children: <RowsPanel batch={batch} /> };
  const taken = { key: 'taken', label: text.taken.title, children: <TakenList batch={batch} /> };
  return (
    <Panel flush>
      <Tabs
        className="intake-tabs"
        activeKey={search.tab === 'taken' ? 'taken' : 'rows'}
        onChange={(tab) => change({ tab: tab === 'taken' ? tab : undefined })}
        items={batch.state === 'checked' ? [rows] : [rows, taken]}
        destroyOnHidden
      />
    </Panel>
  );
}
