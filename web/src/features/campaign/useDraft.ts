import { useCallback, useEffect, useRef, useState } from 'react';
import { type Draft, type DraftAnswer, dropDraft, loadDraft, newDraft, saveDraft } from './draft';

export interface DraftState {
  draft: Draft;
  kept: 'saved' | 'failed' | 'new';
  patch: (part: Partial<Draft>) => void;
  answer: (item: string, part: Partial<DraftAnswer> | ((before: DraftAnswer) => Partial<DraftAnswer>)) => void;
  forget: () => void;
}

/** The draft of this premises, written to the device at every change. */
export function useDraft(user: string, premises: { id: string; name: string }): DraftState {
  const [draft, setDraft] = useState<Draft>(() => loadDraft(user, premises.id) ?? newDraft(premises));
  const [kept, setKept] = useState<DraftState['kept']>(draft.saved_at ? 'saved' : 'new');
  const gone = useRef(false);
  const touched = useRef(false);
  useEffect(() => {
    if (gone.current || !touched.current) return;
    setKept(saveDraft(user, draft) ? 'saved' : 'failed');
  }, [draft, user]);
  const change = useCallback((make: (before: Draft) => Draft) => {
    touched.current = true;
    setDraft((before) => ({ ...make(before), saved_at: new Date().toISOString() }));
  }, []);
  const patch = useCallback((part: Partial<Draft>) => change((before) => ({ ...before, ...part })), [change]);
  const answer = useCallback<DraftState['answer']>(
    (item, part) =>
      change((before) => {
        const old = before.answers[item] ?? {};
        const made = typeof part === 'function' ? part(old) : part;
        return { ...before, answers: { ...before.answers, [item]: { ...old, ...made } } };
      }),
    [change],
  );
  const forget = useCallback(() => {
    gone.current = true;
    dropDraft(user, premises.id);
  }, [user, premises.id]);
  return { draft, kept, patch, answer, forget };
}
