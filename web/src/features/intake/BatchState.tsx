import type { StateClass } from '@/api/types';
import { t } from '@/i18n';
import { StatusTag } from '@/ui/StatusTag';
import type { Batch } from './types';

const CLASSES: Record<Batch['state'], StateClass> = {
  uploaded: 'open',
  checking: 'doing',
  checked: 'planned',
  committing: 'doing',
  committed: 'closed',
  cancelled: 'waiting',
  failed: 'void',
};

/** How far an import has come: shape and word. */
export function BatchState({ batch }: { batch: Batch }) {
  return <StatusTag stateClass={CLASSES[batch.state]} name={t.intake.states[batch.state] ?? batch.state} />;
}
