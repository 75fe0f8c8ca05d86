import type { Judgement, JudgementReason } from '@/api/types';
import { t } from '@/i18n';

const text = t.casework.judgement;

/** What GB 35181 suggests, why, and what is not known yet. Always says that it is a suggestion. */
export function JudgementView({ judgement, unknownLimit = 8 }: { judgement: Judgement; unknownLimit?: number }) {
  const major = judgement.verdict === 'major';
  return (
    <div className={major ? 'judgement judgement--major' : 'judgement'}>
      <div className="judgement__head">
        <strong>{text.verdict[judgement.verdict]}</strong>
        {judgement.route ? <span>{text.route[judgement.route]}</span> : null}
      </div>
      <p className="judgement__advisory">
        {judgement.advisory || text.advisory}
        <span className="soft">{text.edition(judgement.edition)}</span>
      </p>
      <p>
        {judgement.direct.length + judgement.comprehensive.length > 0
          ? text.hits(judgement.direct.length, judgement.comprehensive.length)
          : text.nothing}
      </p>
      {judgement.reasons.length > 0 ? (
        <ol className="judgement__reasons">
          {judgement.reasons.map((reason) => (
            <Reason key={reason.clause} reason={reason} />
          ))}
        </ol>
      ) : null}
      <Codes label={text.excluded} codes={judgement.excluded_elements} />
      <Codes label={text.premisesExclusion} codes={judgement.premises_exclusion} />
      <Unknown judgement={judgement} limit={unknownLimit} />
    </div>
  );
}

function Reason({ reason }: { reason: JudgementReason }) {
  return (
    <li>
      <span className="judgement__clause num">{reason.clause}</span>
      <div>
        {reason.text}
        {reason.threshold ? (
          <div className="soft">{`${text.threshold}${t.common.colon}${reason.threshold}`}</div>
        ) : null}
      </div>
    </li>
  );
}

function Codes({ label, codes }: { label: string; codes: string[] }) {
  if (codes.length === 0) return null;
  return <p className="soft">{`${label}${t.common.colon}${codes.join(t.common.comma)}`}</p>;
}

function Unknown({ judgement, limit }: { judgement: Judgement; limit: number }) {
  const labels = judgement.unknown_labels;
  if (labels.length === 0) return null;
  return (
    <details className="judgement__unknown" open={labels.length <= limit}>
      <summary>{`${text.unknown} (${labels.length})`}</summary>
      <ul>
        {labels.slice(0, 40).map((entry) => (
          <li key={entry.input}>{entry.label}</li>
        ))}
        {labels.length > 40 ? <li className="soft">{text.unknownMore(labels.length - 40)}</li> : null}
      </ul>
    </details>
  );
}
