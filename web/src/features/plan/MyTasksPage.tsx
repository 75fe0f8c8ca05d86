import { useQuery } from '@tanstack/react-query';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { TaskLine } from './ProgressPage';
import { mineQuery } from './planQueries';
import { TaskDrawer } from './TaskDrawer';
import './plan.css';
import './review.css';

const text = t.plan.mine;
const standings = t.plan.progress.standing;
type Standing = keyof typeof standings;
const ORDER: Standing[] = ['overdue', 'todo', 'doing', 'reported', 'waiting', 'done'];

/** The tasks one's posts answer for, what is late first. */
export default function MyTasksPage() {
  const [search, change] = useFilters();
  const query = useQuery(mineQuery);
  const all = query.data ?? [];
  const show = (search.show ?? '') as Standing | '';
  const rows = all.filter((line) => show === '' || line.progress.standing === show);
  return (
    <Page title={text.title} subtitle={text.subtitle} permission="plan.act">
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess ? (
        <Panel flush>
          {all.length === 0 ? (
            <EmptyState title={text.none} text={text.noneText} />
          ) : (
            <>
              <div className="saved no-print">
                <button type="button" aria-pressed={show === ''} onClick={() => change({ show: undefined }, true)}>
                  {`${t.plan.progress.allTasks} ${all.length}`}
                </button>
                {ORDER.filter((one) => all.some((line) => line.progress.standing === one)).map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={show === one}
                    onClick={() => change({ show: one }, true)}
                  >
                    {`${standings[one]} ${all.filter((line) => line.progress.standing === one).length}`}
                  </button>
                ))}
              </div>
              <ul className="progress-tasks progress-tasks--mine">
                {rows.map((line) => (
                  <TaskLine key={line.id} line={line} onOpen={(task) => change({ task }, true)} />
                ))}
              </ul>
            </>
          )}
        </Panel>
      ) : null}
      <TaskDrawer id={search.task} onClose={() => change({ task: undefined }, true)} />
    </Page>
  );
}
