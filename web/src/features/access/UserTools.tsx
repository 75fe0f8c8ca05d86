import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { User, UserChanges } from '@/api/types';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { DateItem } from '@/ui/fields/DateItem';
import { problemText } from '@/ui/problem';
import { changeUser } from './adminQueries';
import { useSession } from './queries';

const text = t.system.users;

/** Resets, unlocks, deactivates; nobody deactivates oneself. */
export function UserTools({ user, onSecret }: { user: User; onSecret: (user: User) => void }) {
  const { modal, message } = App.useApp();
  const cache = useQueryClient();
  const { user: me } = useSession();
  const [dating, setDating] = useState(false);
  const change = useMutation({
    mutationFn: (part: Omit<UserChanges, 'version'>) => changeUser(user.id, { version: user.version, ...part }),
    onSuccess: (after) => {
      void cache.invalidateQueries({ queryKey: ['users'] });
      if (after.one_time_password) onSecret(after);
    },
    onError: (error) => message.error(problemText(error)),
  });
  const ask = (title: string, content: string, part: Omit<UserChanges, 'version'>, danger: boolean) =>
    modal.confirm({
      title: `${title} ${user.login}`,
      content,
      okButtonProps: { danger },
      onOk: () => change.mutateAsync(part).catch(() => undefined),
    });
  return (
    <div className="row">
      <Button size="small" onClick={() => ask(text.reset, text.resetConfirm, { reset_password: true }, false)}>
        {text.reset}
      </Button>
      <Button size="small" onClick={() => setDating(true)}>
        {text.until}
      </Button>
      <FormDialog<{ valid_until?: string }, User>
        open={dating}
        title={`${text.until} ${user.login}`}
        onClose={() => setDating(false)}
        initial={user.valid_until ? { valid_until: user.valid_until } : {}}
        send={({ valid_until }) =>
          changeUser(user.id, { version: user.version, ...(valid_until ? { valid_until } : { unlimited: true }) })
        }
        onDone={() => {
          void cache.invalidateQueries({ queryKey: ['users'] });
          setDating(false);
        }}
      >
        <DateItem name="valid_until" label={text.columns.until} />
        <p className="soft">{text.untilHint}</p>
      </FormDialog>
      {user.locked_until ? (
        <Button size="small" onClick={() => change.mutate({ unlock: true })}>
          {text.unlock}
        </Button>
      ) : null}
      {user.id === me.id ? null : user.active ? (
        <Button
          size="small"
          danger
          onClick={() => ask(text.deactivate, text.deactivateConfirm, { active: false }, true)}
        >
          {text.deactivate}
        </Button>
      ) : (
        <Button size="small" onClick={() => change.mutate({ active: true })}>
          {text.activate}
        </Button>
      )}
    </div>
  );
}
