import type { PremisesDetail } from '@/api/types';
import { t } from '@/i18n';

const text = t.registry.detail;

/** Who answers for this kind of premises: industry, direct and source duty, each with its basis. */
export function Duty({ duty }: { duty: PremisesDetail['duty'] }) {
  if (duty.length === 0) return <p className="soft">{text.dutyNone}</p>;
  return (
    <ul className="duty">
      {duty.map((one) => (
        <li key={`${one.kind}-${one.department}`}>
          <span className="mark">{one.kind_name}</span>
          <strong>{one.department}</strong>
          <div className="soft">{`${text.dutyBasis}${t.common.colon}${one.basis}`}</div>
        </li>
      ))}
    </ul>
  );
}
