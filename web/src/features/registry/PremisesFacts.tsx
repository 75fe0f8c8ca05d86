import { useQuery } from '@tanstack/react-query';
import type { PremisesDetail, Vocabulary, VocabularyInput } from '@/api/types';
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
  const vocabulary = useQuery({ ...vocabularyQuery(today(), []), enabled: codes.length > 0 });
  if (codes.length === 0) return <p className="soft">{text.noFacts}</p>;
  const inputs = new Map(vocabulary.data?.inputs.map((input) => [input.name, input]));
  return (
    <FactList
      rows={codes.map(([code, value]) => [
        inputs.get(code)?.label ?? code,
        factWord(inputs.get(code), vocabulary.data, value),
      ])}
    />
  );
}

function factWord(input: VocabularyInput | undefined, vocabulary: Vocabulary | undefined, value: unknown): string {
  if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
  const systems = new Map(vocabulary?.systems.map((system) => [system.id, system.label]));
  const word = (code: unknown) => systems.get(String(code)) ?? String(code);
  if (Array.isArray(value)) return value.map(word).join(t.common.comma);
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(
        ([code, inner]) =>
          `${word(code)}${t.common.colon}${Array.isArray(inner) ? inner.join(t.common.comma) : JSON.stringify(inner)}`,
      )
      .join(t.common.semicolon);
  }
  return `${value} ${input?.unit ?? ''}`;
}
