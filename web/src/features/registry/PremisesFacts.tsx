import type { PremisesDetail } from '@/api/types';
import { useSectorName } from '@/features/access/queries';
import { useFactWords } from '@/features/campaign/useFactWords';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FactList } from '@/ui/FactList';
import { number, regionPath } from '@/ui/format';

const text = t.registry.detail;
const sized = (value: number | null | undefined, unit: string) =>
  value == null ? t.common.dash : `${number(value)} ${unit}`;

export function PremisesFacts({ premises }: { premises: PremisesDetail }) {
  const { point } = premises;
  const sector = useSectorName();
  return (
    <FactList
      rows={[
        [text.address, `${regionPath(premises.region)} ${premises.address}`],
        [
          text.unit,
          premises.unit ? (
            <A key="unit" href={`/units/${premises.unit.id}`}>
              {premises.unit.name}
            </A>
          ) : (
            t.common.dash
          ),
        ],
        [text.sector, sector(premises.sector)],
        [text.area, sized(premises.area_m2, text.m2)],
        [text.floors, sized(premises.floors, text.levels)],
        [text.height, sized(premises.height_m, text.m)],
        [text.place, point ? <Points key="points" premises={premises} /> : t.common.dash],
      ]}
    />
  );
}

/** The point as stored and in the datums of other maps. */
function Points({ premises }: { premises: PremisesDetail }) {
  const shown = [{ datum_name: 'WGS-84', ...premises.point }, ...premises.points];
  return (
    <span className="points">
      {shown.map(({ datum_name, longitude, latitude }) => (
        <span key={datum_name} className="num">
          {`${longitude?.toFixed(6)}, ${latitude?.toFixed(6)} `}
          <span className="soft">{datum_name}</span>
        </span>
      ))}
    </span>
  );
}

/** What is recorded for the judgement, in the words of the standard's vocabulary. */
export function JudgementFacts({ premises }: { premises: PremisesDetail }) {
  const codes = Object.entries(premises.facts).filter(([, value]) => value !== null && value !== '');
  const words = useFactWords(codes.length > 0);
  if (codes.length === 0) return <p className="soft">{text.noFacts}</p>;
  return (
    <div className="facts-columns">
      <FactList rows={codes.map(([code, value]) => [words.label(code), words.value(code, value)])} />
    </div>
  );
}
