import { newKey } from '@/api/keys';
import type { AnswerResult, EvidenceFile, FieldValues } from '@/api/types';
import { today } from '@/ui/format';

export interface DraftAnswer {
  result?: AnswerResult;
  note?: string;
  evidence?: EvidenceFile[];
}
/** An inspection being filled in on this device. */
export interface Draft {
  client_id: string;
  premises_id: string;
  premises_name: string;
  inspected_on: string;
  /** Kinds of the standard chosen by hand; null leaves them to the pack. */
  kinds: string[] | null;
  answers: Record<string, DraftAnswer>;
  facts: FieldValues;
  note: string;
  saved_at: string;
}

const PREFIX = 'qutu.inspection.';
const keyOf = (user: string, premises: string) => `${PREFIX}${user}.${premises}`;

export function newDraft(premises: { id: string; name: string }): Draft {
  return {
    client_id: newKey(),
    premises_id: premises.id,
    premises_name: premises.name,
    inspected_on: today(),
    kinds: null,
    answers: {},
    facts: {},
    note: '',
    saved_at: '',
  };
}

/** Drafts belong to the person who wrote them: a phone is handed on. */
export function loadDraft(user: string, premises: string): Draft | undefined {
  return parse(localStorage.getItem(keyOf(user, premises)));
}

/** Keeps the draft; false when the device has no room. */
export function saveDraft(user: string, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(user, draft.premises_id), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(user: string, premises: string): void {
  localStorage.removeItem(keyOf(user, premises));
}

/** This person's drafts, the newest first. */
export function listDrafts(user: string): Draft[] {
  const own = `${PREFIX}${user}.`;
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(own))
    .flatMap((key) => parse(localStorage.getItem(key)) ?? [])
    .sort((a, b) => b.saved_at.localeCompare(a.saved_at));
}

function parse(text: string | null): Draft | undefined {
  if (!text) return undefined;
  try {
    const value = JSON.parse(text) as Draft;
    return value.client_id && value.premises_id ? value : undefined;
  } catch {
    return undefined;
  }
}
