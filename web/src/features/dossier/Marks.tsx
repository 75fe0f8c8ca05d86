import { t } from '@/i18n';
import { StateShape } from '@/ui/StatusTag';
import type { Gap } from './queries';

const shape = { full: 'closed', partial: 'doing', missing: 'open' } as const;

/** How far an item is proved: colour, shape and word; only what is missing takes the accent. */
export function GapMark({ gap }: { gap: Gap }) {
  return (
    <span className={`dossier-gap dossier-gap--${gap}`}>
      <StateShape name={shape[gap]} />
      {t.dossier.gaps[gap]}
    </span>
  );
}

const stateShape = { queued: 'waiting', packing: 'doing', ready: 'closed', failed: 'void' } as const;

export function MakingMark({ state }: { state: keyof typeof stateShape }) {
  return (
    <span className={`dossier-state dossier-state--${state}`}>
      <StateShape name={stateShape[state]} />
      {t.dossier.states[state]}
    </span>
  );
}
