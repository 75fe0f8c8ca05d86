import type { Checklist, FieldValues, Judgement, VocabularyInput } from '@/api/types';
import type { Draft } from './draft';

/**
 * What is known: the premises' own facts, then what a failed checklist item stands for, then what was filled in by
 * hand, which wins. A fact set to null by hand is "not recorded" again.
 */
export function knownFacts(premises: FieldValues, checklist: Checklist | undefined, draft: Draft): FieldValues {
  const merged = { ...premises, ...itemFacts(checklist, draft), ...draft.facts };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined));
}

/** The facts that failed items carry. */
export function itemFacts(checklist: Checklist | undefined, draft: Draft): FieldValues {
  const failed = (checklist?.items ?? []).filter((item) => draft.answers[item.code]?.result === 'fail');
  return Object.assign({}, ...failed.map((item) => item.facts ?? {}));
}

/** How many items have no answer yet. */
export function unanswered(checklist: Checklist, draft: Draft): string[] {
  return checklist.items.filter((item) => !draft.answers[item.code]?.result).map((item) => item.code);
}

export interface InputGroup {
  name: string;
  inputs: VocabularyInput[];
}

/** Inputs under their headings, narrowed to words or to what could still change the suggestion. */
export function groupInputs(
  inputs: VocabularyInput[],
  narrow: { words: string; missing: boolean },
  judgement: Judgement | undefined,
): InputGroup[] {
  const unknown = new Set(judgement?.unknown ?? []);
  const groups = new Map<string, VocabularyInput[]>();
  for (const input of inputs) {
    if (input.code === 'kinds') continue;
    if (narrow.missing && !unknown.has(input.code)) continue;
    if (narrow.words && !input.label.includes(narrow.words)) continue;
    const name = input.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), input]);
  }
  return [...groups].map(([name, members]) => ({ name, inputs: members }));
}
