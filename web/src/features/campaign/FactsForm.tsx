import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { Checklist, FieldValues, Judgement, Vocabulary } from '@/api/types';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { FactInput } from './FactInput';
import { groupInputs, itemFacts } from './facts';
import type { DraftState } from './useDraft';

interface Props {
  vocabulary: Vocabulary;
  checklist: Checklist;
  premisesFacts: FieldValues;
  state: DraftState;
  judgement: Judgement | undefined;
}

const text = t.campaign.form;

/** The inputs GB 35181 asks for at this kind of premises; nothing is assumed about what was not looked at. */
export function FactsForm({ vocabulary, checklist, premisesFacts, state, judgement }: Props) {
  const { draft, patch } = state;
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const implied = itemFacts(checklist, draft);
  const groups = groupInputs(vocabulary.inputs, { words: words.trim(), missing }, judgement);
  const set = (code: string, value: unknown) => patch({ facts: { ...draft.facts, [code]: value } });
  return (
    <Panel title={text.facts}>
      <p className="soft">{text.factsHint}</p>
      <div className="facts-tools">
        <Select
          mode="multiple"
          aria-label={text.kinds}
          placeholder={text.kinds}
          value={draft.kinds.filter((code) => vocabulary.kinds.some((kind) => kind.code === code))}
          options={vocabulary.kinds.map((kind) => ({ value: kind.code, label: kind.name }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(kinds) => patch({ kinds })}
        />
        <Input
          allowClear
          value={words}
          placeholder={text.filter}
          aria-label={text.filter}
          onChange={(event) => setWords(event.target.value)}
        />
        <Checkbox checked={missing} onChange={(event) => setMissing(event.target.checked)}>
          {text.onlyMissing}
        </Checkbox>
      </div>
      {missing && groups.length === 0 ? <p className="soft">{text.noMissing}</p> : null}
      {groups.map((group) => (
        <section key={group.name} className="fact-group">
          <h3>{group.name || text.ungrouped}</h3>
          <div className="fact-grid">
            {group.inputs.map((input) => {
              const own = draft.facts[input.code];
              const fromItem = own === undefined && implied[input.code] !== undefined;
              const shown = own !== undefined ? own : (implied[input.code] ?? premisesFacts[input.code]);
              return (
                <FactInput
                  key={input.code}
                  input={input}
                  value={shown}
                  onChange={(value) => set(input.code, value)}
                  {...(fromItem ? { note: text.fromItem } : {})}
                />
              );
            })}
          </div>
        </section>
      ))}
    </Panel>
  );
}
