import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { Checklist, FieldValues, Judgement, Vocabulary } from '@/api/types';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { ElementFlags } from './ElementFlags';
import { FactInput } from './FactInput';
import { groupInputs, hitElements, itemFacts } from './facts';
import type { DraftState } from './useDraft';

interface Props {
  vocabulary: Vocabulary;
  /** Kinds of the standard the premises is judged as. */
  kinds: string[];
  checklist: Checklist;
  premisesFacts: FieldValues;
  state: DraftState;
  judgement: Judgement | undefined;
}

const text = t.campaign.form;

/** The inputs GB 35181 asks for at this kind of premises; nothing is assumed about what was not looked at. */
export function FactsForm({ vocabulary, kinds, checklist, premisesFacts, state, judgement }: Props) {
  const { draft, patch } = state;
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const implied = itemFacts(checklist, draft);
  const groups = groupInputs(vocabulary.inputs, { words: words.trim(), missing }, judgement);
  const set = (name: string, value: unknown) => patch({ facts: { ...draft.facts, [name]: value } });
  const flags = vocabulary.inputs.find((input) => input.type === 'flags');
  return (
    <Panel title={text.facts}>
      <p className="soft facts-hint">{text.factsHint(vocabulary.standard)}</p>
      <div className="facts-tools">
        <Select
          mode="multiple"
          aria-label={text.kinds}
          placeholder={text.kinds}
          value={kinds}
          options={vocabulary.kinds.map((kind) => ({ value: kind.id, label: kind.label }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(chosen) => patch({ kinds: chosen })}
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
          <h3>{group.name ? text.clause(group.name) : text.ungrouped}</h3>
          <div className="fact-grid">
            {group.inputs.map((input) => {
              const own = draft.facts[input.name];
              const fromItem = own === undefined && implied[input.name] !== undefined;
              return (
                <FactInput
                  key={input.name}
                  input={input}
                  systems={vocabulary.systems}
                  value={own !== undefined ? own : (implied[input.name] ?? premisesFacts[input.name])}
                  onChange={(value) => set(input.name, value)}
                  {...(fromItem ? { note: text.fromItem } : {})}
                />
              );
            })}
          </div>
        </section>
      ))}
      {flags ? (
        <ElementFlags
          elements={hitElements(judgement)}
          flags={vocabulary.flags}
          value={draft.facts[flags.name]}
          onChange={(value) => set(flags.name, value)}
        />
      ) : null}
    </Panel>
  );
}
