import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { Marks, StatusTag } from '@/ui/StatusTag';
import { ErrorState, Loading } from '@/ui/states';
import { Actions } from './Actions';
import { CaseFacts } from './CaseFacts';
import { Clocks } from './Clocks';
import { caseQuery } from './queries';
import { StateLine } from './StateLine';

/** Acts on a case without leaving the inbox. */
export function CaseDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const query = useQuery({ ...caseQuery(id ?? ''), enabled: Boolean(id) });
  const detail = query.data;
  return (
    <Drawer open={Boolean(id)} onClose={onClose} size={640} destroyOnHidden title={t.casework.inbox.act}>
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {detail ? (
        <div className="stack">
          <div>
            <A href={`/cases/${detail.id}`} className="case-drawer__title">
              {detail.title}
            </A>
            <div className="row">
              <StatusTag stateClass={detail.state_class} name={detail.state_name} />
              <Marks marks={detail.marks} />
              <span className="soft num">{detail.number}</span>
            </div>
          </div>
          <StateLine detail={detail} />
          <Actions detail={detail} onDone={onClose} />
          <h3>{t.casework.detail.clocks}</h3>
          <Clocks clocks={detail.clocks} />
          <h3>{t.casework.detail.facts}</h3>
          <CaseFacts detail={detail} />
        </div>
      ) : null}
    </Drawer>
  );
}
