import { useQueries } from '@tanstack/react-query';
import type { Vocabulary, VocabularyInput } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { today } from '@/ui/format';
import { vocabularyQuery } from './queries';

export interface FactWords {
  label: (code: string) => string;
  value: (code: string, value: unknown) => string;
}

/** Labels and values of recorded facts in the words of the standard, of every edition a record may be from. */
export function useFactWords(enabled = true): FactWords {
  const { editions } = useMeta().judgement;
  // The latest edition wins where two have the same input; the form of today is asked for by today's date.
  const days = editions.map((edition, at) => (at === editions.length - 1 ? today() : edition.from));
  const heads = useQueries({ queries: days.map((day) => ({ ...vocabularyQuery(day, []), enabled })) });
  const whole = useQueries({
    queries: days.map((day, at) => {
      const kinds = heads[at]?.data?.kinds.map((kind) => kind.id) ?? [];
      return { ...vocabularyQuery(day, kinds), enabled: enabled && kinds.length > 0 };
    }),
  });
  const known = whole.flatMap((query) => (query.data ? [query.data] : []));
  const inputs = new Map(known.flatMap((one) => one.inputs.map((input) => [input.name, input] as const)));
  return {
    label: (code) => inputs.get(code)?.label ?? code,
    value: (code, value) => factWord(inputs.get(code), known, value),
  };
}

function factWord(input: VocabularyInput | undefined, known: Vocabulary[], value: unknown): string {
  if (value === null || value === undefined || value === '') return t.common.dash;
  if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
  const systems = new Map(known.flatMap((one) => one.systems.map((system) => [system.id, system.label] as const)));
  const word = (code: unknown) => systems.get(String(code)) ?? String(code);
  if (Array.isArray(value)) return value.map(word).join(t.common.comma);
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(
        ([code, inner]) =>
          `${word(code)}${t.common.colon}${Array.isArray(inner) ? inner.join(t.common.comma) : JSON.stringify(inner)}`,
      )
      .join(t.common.semicolon);
  }
  return `${value} ${input?.unit ?? ''}`.trim();
}
