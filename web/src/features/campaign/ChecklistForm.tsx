import { Button } from 'antd';
import { useRef } from 'react';
import type { Checklist, ChecklistItem, Vocabulary } from '@/api/types';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { ChecklistRow } from './ChecklistRow';
import type { DraftState } from './useDraft';

interface Props {
  checklist: Checklist;
  state: DraftState;
  /** Items to point at because they have no answer. */
  missing: string[];
  vocabulary: Vocabulary | undefined;
  onPending: (count: number) => void;
}

/** The items under their headings. */
export function ChecklistForm({ checklist, state, missing, vocabulary, onPending }: Props) {
  const waiting = useRef(new Map<string, number>());
  const pend = (item: string, count: number) => {
    waiting.current.set(item, count);
    onPending([...waiting.current.values()].reduce((sum, one) => sum + one, 0));
  };
  return groupsOf(checklist.items).map(([group, items]) => {
    const open = items.filter((item) => !state.draft.answers[item.code]?.result);
    return (
      <Panel
        key={group}
        title={group || checklist.name}
        extra={
          open.length > 0 ? (
            <Button size="small" onClick={() => passAll(open, state)}>
              {t.campaign.form.restPass}
            </Button>
          ) : null
        }
        flush
      >
        <ol className="check-list">
          {items.map((item) => (
            <ChecklistRow
              key={item.code}
              item={item}
              number={checklist.items.indexOf(item) + 1}
              answer={state.draft.answers[item.code] ?? {}}
              missing={missing.includes(item.code)}
              onChange={(part) => state.answer(item.code, part)}
              asked={askedInputs(item, vocabulary)}
              facts={state.draft.facts}
              onFact={(name, value) => state.patch({ facts: { ...state.draft.facts, [name]: value } })}
              onPending={(count) => pend(item.code, count)}
            />
          ))}
        </ol>
      </Panel>
    );
  });
}

/** What stands unanswered passes; what was answered stays. */
function passAll(items: ChecklistItem[], state: DraftState): void {
  for (const item of items) state.answer(item.code, { result: 'pass' });
}

function groupsOf(items: ChecklistItem[]): [string, ChecklistItem[]][] {
  const groups = new Map<string, ChecklistItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups];
}

/** What to type in after a failure, in the words of the standard. */
function askedInputs(item: ChecklistItem, vocabulary: Vocabulary | undefined) {
  return (item.asks ?? []).flatMap((name) => vocabulary?.inputs.find((input) => input.name === name) ?? []);
}
