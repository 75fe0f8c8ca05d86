import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { clauseName } from './names';
import type { PlanPage } from './planQueries';

const text = t.plan.review;

/** What stands between a draft and its publication, grouped by what it is. */
export function CheckList({ plan, onPick }: { plan: PlanPage; onPick: (task: string) => void }) {
  const kinds = Object.keys(text.kinds).filter((kind) => plan.checks.some((check) => check.kind === kind));
  return (
    <Panel title={text.checks}>
      {kinds.length === 0 ? <p className="soft">{text.checksNone}</p> : null}
      <div className="checks">
        {kinds.map((kind) => {
          const own = plan.checks.filter((check) => check.kind === kind);
          return (
            <section key={kind}>
              <h3>
                <span className={own[0]?.blocks ? 'mark mark--danger' : 'mark'}>{own.length}</span>
                {text.kinds[kind]}
              </h3>
              <ul>
                {own.map((check) => (
                  <li key={`${check.clause}${check.task ?? ''}`}>
                    <b>{clauseName(check.clause)}</b>{' '}
                    {check.task ? (
                      <button type="button" className="link-button" onClick={() => onPick(check.task ?? '')}>
                        {check.message}
                      </button>
                    ) : (
                      check.message
                    )}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Panel>
  );
}
