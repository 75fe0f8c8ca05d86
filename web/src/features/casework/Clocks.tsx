import type { CaseClock } from '@/api/types';
import { t } from '@/i18n';
import { Provisional, Unverified } from '@/ui/ClockBadge';
import { civil, instant } from '@/ui/format';

const text = t.casework.clock;
const live = (clock: CaseClock) => clock.state === 'running' || clock.state === 'overdue';

/** Every clock of the case with the law behind it; running ones first. */
export function Clocks({ clocks }: { clocks: CaseClock[] }) {
  if (clocks.length === 0) return <p className="soft">{t.casework.detail.noClocks}</p>;
  const sorted = [...clocks].sort((a, b) => Number(live(b)) - Number(live(a)));
  return (
    <ul className="clocks">
      {sorted.map((clock) => (
        <ClockItem key={`${clock.code}-${clock.started_on}`} clock={clock} />
      ))}
    </ul>
  );
}

function ClockItem({ clock }: { clock: CaseClock }) {
  return (
    <li className={`clocks__item clocks__item--${clock.state}`}>
      <div className="clocks__top">
        <strong>{clock.name}</strong>
        <span className={badge(clock)}>{word(clock)}</span>
      </div>
      <div className="num">
        {`${clock.started_on}${t.common.to}`}
        <b>{clock.due_date ? civil(clock.due_date) : instant(clock.due_at)}</b>{' '}
        {clock.provisional ? <Provisional /> : null}
      </div>
      {clock.extended_from ? <div className="soft">{text.extended(clock.extended_from)}</div> : null}
      <div className="clocks__basis">
        {`${text.basis}${t.common.colon}${clock.basis}`} {clock.certainty === 'unverified' ? <Unverified /> : null}
      </div>
    </li>
  );
}

function word(clock: CaseClock): string {
  const left = clock.remaining_working_days;
  if (left == null || !live(clock)) return text.states[clock.state];
  if (clock.state === 'overdue') return left < 0 ? text.overdueWorking(String(-left)) : text.states.overdue;
  return left === 0 ? text.today : text.leftWorking(String(left));
}

function badge(clock: CaseClock): string {
  if (clock.state === 'overdue') return 'clock clock--overdue';
  const soon = clock.state === 'running' && clock.remaining_working_days != null && clock.remaining_working_days <= 2;
  return soon ? 'clock clock--soon' : 'clock';
}
