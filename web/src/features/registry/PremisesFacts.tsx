import type { PremisesDetail } from '@/api/types';
import { useSectorName } from '@/features/access/queries';
import { useFactWords } from '@/features/campaign/useFactWords';
import { t } from '@/i18n';
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
        [text.unit, premises.unit?.name ?? t.common.dash],
        [text.sector, sector(premises.sector)],
        [text.area, sized(premises.area_m2, text.m2)],
        [text.floors, sized(premises.floors, text.levels)],
        [text.height, sized(premises.height_m, text.m)],
        [text.place, point ? `${point.longitude.toFixed(5)}, ${point.latitude.toFixed(5)}` : t.common.dash],
      ]}
    />
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
