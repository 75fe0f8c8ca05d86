import { useQuery } from '@tanstack/react-query';
import type { PremisesDetail, VocabularyInput } from '@/api/types';
import { vocabularyQuery } from '@/features/campaign/queries';
import { t } from '@/i18n';
import { FactList } from '@/ui/FactList';
import { number, regionPath, today } from '@/ui/format';

const text = t.registry.detail;
const sized = (value: number | null | undefined, unit: string) =>
  value == null ? t.common.dash : `${number(value)} ${unit}`;

export function PremisesFacts({ premises }: { premises: PremisesDetail }) {
  const { point } = premises;
  return (
    <FactList
      rows={[
        [text.address, `${regionPath(premises.region)} ${premises.address}`],
        [text.unit, premises.unit?.name ?? t.common.dash],
        [text.sector, premises.sector ?? t.common.dash],
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
  const vocabulary = useQuery({ ...vocabularyQuery(today(), [premises.kind]), enabled: codes.length > 0 });
  if (codes.length === 0) return <p className="soft">{text.noFacts}</p>;
  const inputs = new Map(vocabulary.data?.inputs.map((input) => [input.code, input]));
  return (
    <FactList
      rows={codes.map(([code, value]) => [inputs.get(code)?.label ?? code, factWord(inputs.get(code), value)])}
    />
  );
}

function factWord(input: VocabularyInput | undefined, value: unknown): string {
  if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
  const word = (code: unknown) => input?.choices?.find((choice) => choice.code === code)?.name ?? String(code);
  if (Array.isArray(value)) return value.map(word).join(t.common.comma);
  if (value !== null && typeof value === 'object') return JSON.stringify(value);
  return `${word(value)} ${input?.unit ?? ''}`;
}
