import { CheckOutlined, CloseOutlined, MinusOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { AnswerResult, ChecklistItem, FieldValues, VocabularyInput } from '@/api/types';
import { t } from '@/i18n';
import { EvidenceUploader } from '@/ui/EvidenceUploader';
import type { DraftAnswer } from './draft';
import { FactInput } from './FactInput';

interface Props {
  item: ChecklistItem;
  /** Its place in the whole checklist. */
  number: number;
  answer: DraftAnswer;
  missing: boolean;
  onChange: (part: Partial<DraftAnswer> | ((before: DraftAnswer) => Partial<DraftAnswer>)) => void;
  onPending: (count: number) => void;
  /** Inputs of the standard that a failure asks for. */
  asked: VocabularyInput[];
  facts: FieldValues;
  onFact: (name: string, value: unknown) => void;
}

const text = t.campaign.form;
const results: [AnswerResult, React.ReactNode][] = [
  ['pass', <CheckOutlined key="pass" />],
  ['fail', <CloseOutlined key="fail" />],
  ['na', <MinusOutlined key="na" />],
];

/** One item: three big buttons; a failure asks for words and photos. */
export function ChecklistRow(props: Props) {
  const { item, number, answer, missing, onChange, onPending, asked, facts, onFact } = props;
  return (
    <li id={`item-${item.code}`} className={missing ? 'check check--missing' : 'check'}>
      <span className="check__number num">{number}</span>
      <p className="check__text">{item.text}</p>
      <p className="check__basis">
        {`${text.basis}${t.common.colon}${item.basis}`}
        {item.hint ? <span>{` ${item.hint}`}</span> : null}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere */}
      <div className="check__results" role="group" aria-label={item.text}>
        {results.map(([result, icon]) => (
          <button
            key={result}
            type="button"
            className={`check__result check__result--${result}`}
            aria-pressed={answer.result === result}
            onClick={() => onChange({ result })}
          >
            {icon}
            {text.results[result]}
          </button>
        ))}
      </div>
      {answer.result === 'fail' ? (
        <div className="check__more">
          <Input.TextArea
            aria-label={text.note}
            placeholder={text.note}
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={answer.note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
          {asked.map((input) => (
            <FactInput
              key={input.name}
              input={input}
              value={facts[input.name]}
              onChange={(value) => onFact(input.name, value)}
              id={`asked-${item.code}-${input.name}`}
            />
          ))}
          <EvidenceUploader
            stage="before"
            files={answer.evidence ?? []}
            onChange={(change) => onChange((before) => ({ evidence: change(before.evidence ?? []) }))}
            onPending={onPending}
          />
        </div>
      ) : null}
    </li>
  );
}
