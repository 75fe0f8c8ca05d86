import type { Checklist, FieldValues, Judgement, Meta, Vocabulary, VocabularyInput } from '@/api/types';
import type { Draft } from './draft';

/**
 * What is known: the premises' own facts, then what the answered checklist items stand for, then what was filled in by
 * hand, which wins. A fact set to null by hand is "not recorded" again.
 */
export function knownFacts(premises: FieldValues, checklist: Checklist | undefined, draft: Draft): FieldValues {
  const merged = { ...premises, ...itemFacts(checklist, draft), ...draft.facts };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined));
}

/** The facts that passed and failed items carry; failures come last and win. */
export function itemFacts(checklist: Checklist | undefined, draft: Draft): FieldValues {
  const items = checklist?.items ?? [];
  const of = (result: string) => items.filter((item) => draft.answers[item.code]?.result === result);
  const passed = of('pass').map((item) => item.facts_if_ok ?? {});
  const failed = of('fail').map((item) => item.facts ?? {});
  return Object.assign({}, ...passed, ...failed);
}

/** How many items have no answer yet. */
export function unanswered(checklist: Checklist, draft: Draft): string[] {
  return checklist.items.filter((item) => !draft.answers[item.code]?.result).map((item) => item.code);
}

/** Kinds of the standard for a premises: chosen by hand, else as the pack maps them, else the kind itself if known. */
export function judgedKinds(draft: Draft, kind: string, meta: Meta, vocabulary: Vocabulary | undefined): string[] {
  if (draft.kinds) return draft.kinds;
  const mapped = meta.premises_kinds.find((one) => one.code === kind)?.judgement_kinds?.[vocabulary?.edition ?? ''];
  if (mapped) return mapped;
  return vocabulary?.kinds.some((one) => one.id === kind) ? [kind] : [];
}

export interface InputGroup {
  name: string;
  inputs: VocabularyInput[];
}

/** Kinds stand above the form, flags below it. */
const APART = new Set(['kinds', 'flags']);

/** Inputs under the clause that looks at them first, narrowed to words or to what could still change the suggestion. */
export function groupInputs(
  inputs: VocabularyInput[],
  narrow: { words: string; missing: boolean },
  judgement: Judgement | undefined,
): InputGroup[] {
  const unknown = new Set(judgement?.unknown ?? []);
  const groups = new Map<string, VocabularyInput[]>();
  for (const input of inputs) {
    if (APART.has(input.type)) continue;
    if (narrow.missing && !unknown.has(input.name)) continue;
    if (narrow.words && !input.label.includes(narrow.words)) continue;
    const name = chapter(input.elements?.[0]);
    groups.set(name, [...(groups.get(name) ?? []), input]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, inputs: members }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** `6.3.2` and `5.2 c)` belong to `6.3` and `5.2`. */
function chapter(clause: string | undefined): string {
  return /^\d+\.\d+/.exec(clause ?? '')?.[0] ?? '';
}

/** The elements whose exclusions may be recorded: those that were hit or already set aside. */
export function hitElements(judgement: Judgement | undefined): string[] {
  if (!judgement) return [];
  return [...new Set([...judgement.direct, ...judgement.comprehensive, ...judgement.excluded_elements])];
}
