import { t } from '@/i18n';
import { ownersOf } from './names';
import type { Owner } from './planQueries';

/** Who leads and who supports; what nobody confirmed or found says so. */
export function OwnerMarks({ owners, vacant }: { owners: Owner[] | undefined; vacant?: boolean }) {
  const lead = ownersOf(owners, 'lead');
  const support = ownersOf(owners, 'support');
  return (
    <span className="owners">
      {lead.length === 0 ? <span className="mark mark--danger">{t.plan.progress.noOwner}</span> : null}
      {lead.map((owner) => (
        <OwnerMark key={`l${owner.name}`} owner={owner} />
      ))}
      {vacant ? <span className="mark mark--danger">{t.plan.review.vacant}</span> : null}
      {support.length > 0 ? <span className="soft">{t.plan.task.support}</span> : null}
      {support.map((owner) => (
        <OwnerMark key={`s${owner.name}`} owner={owner} />
      ))}
    </span>
  );
}

function OwnerMark({ owner }: { owner: Owner }) {
  if (owner.kind === 'unknown') {
    return (
      <span className="mark mark--unknown" title={t.plan.review.unknownOwner}>
        {`${owner.name} ?`}
      </span>
    );
  }
  return (
    <span className="mark" title={owner.raw ?? undefined}>
      {owner.name}
      {owner.confirmed ? null : <em className="soft">{t.plan.review.unconfirmed}</em>}
    </span>
  );
}
