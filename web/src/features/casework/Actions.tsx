import { Button } from 'antd';
import { useState } from 'react';
import type { CaseAction, CaseDetail } from '@/api/types';
import { t } from '@/i18n';
import { ActionDrawer } from './ActionDrawer';

interface Props {
  detail: CaseDetail;
  onDone?: () => void;
}

/** What may be done now as buttons, and what may not with the reasons. Dangerous ones stand apart. */
export function Actions({ detail, onDone }: Props) {
  const [chosen, setChosen] = useState<string>();
  const allowed = detail.actions.filter((action) => action.allowed);
  const refused = detail.actions.filter((action) => !action.allowed);
  const safe = allowed.filter((action) => !action.danger);
  const danger = allowed.filter((action) => action.danger);
  const action = detail.actions.find((one) => one.code === chosen);
  return (
    <div className="actions">
      {allowed.length === 0 ? <p className="soft">{t.casework.detail.noActions}</p> : null}
      <div className="actions__buttons">
        {safe.map((one, at) => (
          <Button key={one.code} type={at === 0 ? 'primary' : 'default'} onClick={() => setChosen(one.code)}>
            {one.name}
          </Button>
        ))}
        {danger.length > 0 ? (
          <span className="actions__danger">
            {danger.map((one) => (
              <Button key={one.code} danger onClick={() => setChosen(one.code)}>
                {one.name}
              </Button>
            ))}
          </span>
        ) : null}
      </div>
      {refused.length > 0 ? <Refused actions={refused} open={allowed.length === 0} /> : null}
      {action ? (
        <ActionDrawer
          key={action.code}
          detail={detail}
          action={action}
          onClose={() => setChosen(undefined)}
          {...(onDone ? { onDone } : {})}
        />
      ) : null}
    </div>
  );
}

function Refused({ actions, open }: { actions: CaseAction[]; open: boolean }) {
  return (
    <details className="refused" open={open}>
      <summary>{t.casework.detail.others(actions.length)}</summary>
      <ul>
        {actions.map((action) => (
          <li key={action.code}>
            <Button size="small" disabled>
              {action.name}
            </Button>
            <span className="soft">{action.why_not.join(t.common.semicolon)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
