import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FactList } from '@/ui/FactList';
import { instant, percent } from '@/ui/format';
import { ErrorState, Loading } from '@/ui/states';
import { useMedia } from '@/ui/useMedia';
import { clauseName } from './names';
import { OwnerMarks } from './OwnerMarks';
import { type TaskPage, taskQuery } from './planQueries';
import { ReportForms } from './ReportForms';
import { Reports } from './Reports';
import { amount, Bar, figureText, StandingTag } from './StandingTag';

const text = t.plan.taskPage;

/** A task with everything behind its figure; the owner reports here, the second person verifies. */
export function TaskDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const phone = useMedia('(max-width: 700px)');
  const query = useQuery(taskQuery(id ?? ''));
  const task = query.data;
  return (
    <Drawer
      open={Boolean(id)}
      onClose={onClose}
      size={phone ? '100%' : 640}
      title={task ? text.title(task.number) : ''}
      destroyOnHidden
    >
      {id && query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {task ? <Body task={task} /> : null}
    </Drawer>
  );
}

function Body({ task }: { task: TaskPage }) {
  const { lists } = useMeta();
  const { progress } = task;
  const named = (code: string) => lists.mandates?.find((one) => one.code === code)?.name ?? code;
  const share = task.target?.share;
  const shown = (value: number) => (share ? percent(value) : amount(value));
  return (
    <div className="stack task-page">
      <p className="task-page__text">{task.text}</p>
      <div className="task-page__bar">
        <StandingTag standing={progress.standing} />
        <Bar share={progress.share} reported={progress.reported_share} late={progress.standing === 'overdue'} />
        <b className="num">
          {progress.rows ? <A href={progress.rows}>{figureText(progress, task)}</A> : figureText(progress, task)}
        </b>
      </div>
      {progress.fault ? <p className="hint-mark">{progress.fault}</p> : null}
      <FactList
        rows={[
          [
            text.source,
            <span
              key="s"
              className="task-page__source"
            >{`${task.plan_title} ${clauseName(task.clause)}\n${task.clause_text}`}</span>,
          ],
          [text.owners, <OwnerMarks key="o" owners={task.owners} vacant={task.vacant} />],
          [
            t.plan.task.due,
            progress.waiting_for ? t.plan.progress.waitingFor(progress.waiting_for) : (progress.due ?? t.common.dash),
          ],
          ...(task.arrival ? [[text.arrived, text.arrival(task.arrival.document, task.arrival.on)] as const] : []),
          [text.measure, t.plan.progress.basis[progress.basis]],
          [text.evidence, task.evidence ?? t.common.dash],
          ...(task.mandates?.length ? [[text.mandates, task.mandates.map(named).join(t.common.comma)] as const] : []),
          ...(task.case_id
            ? [
                [
                  text.document,
                  <A key="c" href={`/cases/${task.case_id}`}>
                    {t.plan.progress.rows}
                  </A>,
                ] as const,
              ]
            : []),
        ]}
      />
      <ReportForms task={task} />
      <section>
        <h3>{`${text.reports} ${task.reports.length}`}</h3>
        <Reports task={task} />
      </section>
      {task.quarters.length > 0 ? (
        <section>
          <h3>{text.quarters}</h3>
          <table className="mini num">
            <tbody>
              {task.quarters.map((one) => (
                <tr key={one.quarter}>
                  <th>{t.plan.edit.quarter(one.quarter)}</th>
                  <td>{`${shown(one.verified)} / ${shown(one.wanted)}`}</td>
                  <td>
                    {one.reached == null ? (
                      text.running
                    ) : one.reached ? (
                      `✓ ${text.reached}`
                    ) : (
                      <span className="danger-text">{`! ${text.missed}`}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {task.counties.length > 0 ? (
        <section>
          <h3>{text.counties}</h3>
          <table className="mini num">
            <thead>
              <tr>
                <th>{text.region}</th>
                <th>{t.plan.progress.verified}</th>
                <th>{t.plan.progress.reported}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {task.counties.map((one) => (
                <tr key={one.region_code}>
                  <th>{one.name}</th>
                  <td>
                    {one.rows ? (
                      <A href={one.rows}>{partText(one.verified, one.total)}</A>
                    ) : (
                      partText(one.verified, one.total)
                    )}
                  </td>
                  <td>{amount(one.reported)}</td>
                  <td>
                    {one.total != null ? (
                      <Bar share={one.total > 0 ? one.verified / one.total : 0} reported={0} />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {task.arrival ? <p className="soft">{text.checkedBy(task.arrival.recorder, instant(task.arrival.at))}</p> : null}
    </div>
  );
}

const partText = (value: number, total: number | null | undefined) =>
  total != null ? `${amount(value)} / ${amount(total)}` : amount(value);
