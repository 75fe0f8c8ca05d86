import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { Checklist, Judgement, PremisesDetail, Vocabulary } from '@/api/types';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { instant } from '@/ui/format';
import { JudgementView } from '@/ui/JudgementView';
import { Panel } from '@/ui/Page';
import { ChecklistForm } from './ChecklistForm';
import { FactsForm } from './FactsForm';
import type { DraftState } from './useDraft';
import { useOnline } from './useOnline';

interface Props {
  premises: PremisesDetail;
  state: DraftState;
  checklist: Checklist;
  vocabulary: Vocabulary | undefined;
  kinds: string[];
  judgement: Judgement | undefined;
  judgementError: Error | null;
  left: string[];
  submitting: boolean;
  error: Error | null;
  onSubmit: () => void;
}

const text = t.campaign.form;

/** The form of a visit: checklist, facts with the live suggestion beside them, and the button that sends it all. */
export function InspectBody(props: Props) {
  const { premises, state, checklist, vocabulary, kinds, judgement, judgementError, left, submitting, error } = props;
  const { draft, patch } = state;
  const [photosWaiting, setPhotosWaiting] = useState(0);
  const [asked, setAsked] = useState(false);
  const online = useOnline();
  const submit = () => {
    setAsked(true);
    if (left.length === 0) return props.onSubmit();
    document.getElementById(`item-${left[0]}`)?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  };
  return (
    <div className="inspect">
      <div className="inspect__form stack">
        <Panel>
          <div className="row">
            <label htmlFor="inspected-on">{text.date}</label>
            <DatePicker
              id="inspected-on"
              value={dayjs(draft.inspected_on)}
              allowClear={false}
              maxDate={dayjs()}
              onChange={(day) => day && patch({ inspected_on: day.format('YYYY-MM-DD') })}
            />
            <span className="soft">{checklist.name}</span>
          </div>
        </Panel>
        <ChecklistForm
          checklist={checklist}
          state={state}
          missing={asked ? left : []}
          vocabulary={vocabulary}
          onPending={(count) => setPhotosWaiting(count)}
        />
        {vocabulary ? (
          <FactsForm
            vocabulary={vocabulary}
            kinds={kinds}
            checklist={checklist}
            premisesFacts={premises.facts}
            state={state}
            judgement={judgement}
          />
        ) : null}
        <Panel title={text.overall}>
          <Input.TextArea
            aria-label={text.overall}
            autoSize={{ minRows: 2 }}
            maxLength={1000}
            value={draft.note}
            onChange={(event) => patch({ note: event.target.value })}
          />
        </Panel>
      </div>
      <aside className="inspect__side">
        {judgement ? <JudgementView judgement={judgement} /> : null}
        {judgementError ? <ErrorNote error={judgementError} /> : null}
      </aside>
      <div className="inspect__bar">
        <div className="grow">
          <b className="num">{text.progress(checklist.items.length - left.length, checklist.items.length)}</b>
          {judgement?.verdict === 'major' ? (
            <b className="danger-text inspect__verdict">{t.casework.judgement.verdict.major}</b>
          ) : null}
          <div className="soft inspect__kept">
            {online ? null : <span className="danger-text">{text.offline}</span>}
            {state.kept === 'saved' ? text.draftSaved(instant(draft.saved_at).slice(11)) : null}
            {state.kept === 'failed' ? <span className="danger-text">{text.draftFailed}</span> : null}
            {photosWaiting > 0 ? <span className="danger-text">{text.photosWaiting}</span> : null}
          </div>
        </div>
        <Button type="primary" size="large" loading={submitting} disabled={!online} onClick={submit}>
          {text.submit}
        </Button>
      </div>
      {asked && left.length > 0 ? <p className="danger-text inspect__left">{text.unanswered(left.length)}</p> : null}
      {error ? <ErrorNote error={error} /> : null}
    </div>
  );
}
