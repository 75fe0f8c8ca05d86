import { useMutation } from '@tanstack/react-query';
import type { RoleCard, Session } from '@/api/types';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { signInDemo } from './queries';

interface Props {
  cards: RoleCard[];
  onEnter: (session: Session) => void;
}

/** One click into the demonstration as any of its posts. */
export function RoleCards({ cards, onEnter }: Props) {
  const enter = useMutation({ mutationFn: signInDemo, onSuccess: onEnter });
  return (
    <section className="role-cards" aria-labelledby="role-cards-title">
      <h2 id="role-cards-title">{t.access.demoTitle}</h2>
      <p>{t.access.demoHint}</p>
      {enter.isError ? <ErrorNote error={enter.error} /> : null}
      <ul>
        {cards.map((card) => (
          <li key={card.login}>
            <button type="button" disabled={enter.isPending} onClick={() => enter.mutate(card.login)}>
              <strong>{card.role_name}</strong>
              <span>{card.post_name}</span>
              <small>
                {card.org_name} · {card.region_name}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
