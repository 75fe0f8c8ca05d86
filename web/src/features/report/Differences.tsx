import { Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { decide, stand } from './queries';
import type { Difference, Reconciliation, Side } from './types';

const text = t.report.reconcile;

interface Props {
  it: Reconciliation;
  onDone: (next: Reconciliation) => void;
}

/** Rows side by side: the ledger's, the region's, what the rule takes the difference for, what people say. */
export function Differences({ it, onDone }: Props) {
  const [deciding, setDeciding] = useState<Difference>();
  const [standing, setStanding] = useState<Difference>();
  return (
    <div className="report-grid-box">
      <table className="report-grid report-differences">
        <thead>
          <tr>
            {[text.ledgerSide, text.claimedSide, text.suggestion, text.decision, text.stance].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {it.differences.map((one) => (
            <tr key={one.id}>
              <td>
                <OneSide side={one.ledger} />
              </td>
              <td>
                <OneSide side={one.claimed} note={one.claimed_row ? text.row(one.claimed_row) : undefined} />
              </td>
              <td>
                <b>{text.kinds[one.suggested]}</b>
                <div className="soft">{one.suggested_reason}</div>
              </td>
              <td>
                {one.decided ? (
                  <>
                    <b>{text.kinds[one.decided]}</b>
                    <div className="soft">{`${one.decided_reason ?? ''} ${one.decided_by ?? ''}`}</div>
                  </>
                ) : null}
                {it.may_decide ? (
                  <Button size="small" onClick={() => setDeciding(one)}>
                    {one.stance === 'dispute' && one.decided ? text.answered : text.decide}
                  </Button>
                ) : null}
              </td>
              <td>
                {one.stance ? (
                  <b className={one.stance === 'dispute' ? 'report-late' : undefined}>
                    {one.stance === 'dispute' ? text.dispute : text.agree}
                  </b>
                ) : null}
                {one.words ? <div>{one.words}</div> : null}
                {one.answer ? <div className="soft">{`${text.answer}${t.common.colon}${one.answer}`}</div> : null}
                {it.may_claim ? (
                  <Button size="small" onClick={() => setStanding(one)}>
                    {text.stance}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <FormDialog<{ decided: Difference['suggested']; reason?: string; answer?: string }, Reconciliation>
        key={`d${deciding?.id}`}
        open={Boolean(deciding)}
        title={text.decision}
        onClose={() => setDeciding(undefined)}
        initial={deciding ? { decided: deciding.decided ?? deciding.suggested } : {}}
        send={(values) =>
          decide(it.id, deciding?.id ?? '', {
            version: deciding?.version ?? 0,
            decided: values.decided,
            reason: values.reason ?? null,
            answer: values.answer ?? null,
          })
        }
        onDone={(next) => {
          setDeciding(undefined);
          onDone(next);
        }}
      >
        <Form.Item name="decided" label={text.decision}>
          <Select options={Object.entries(text.kinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="reason" label={text.reason}>
          <Input maxLength={300} />
        </Form.Item>
        {deciding?.stance === 'dispute' ? (
          <Form.Item name="answer" label={text.answer}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        ) : null}
      </FormDialog>
      <FormDialog<{ stance: string; words?: string }, Reconciliation>
        key={`s${standing?.id}`}
        open={Boolean(standing)}
        title={text.stance}
        onClose={() => setStanding(undefined)}
        initial={{ stance: standing?.stance ?? 'agree' }}
        send={(values) =>
          stand(it.id, standing?.id ?? '', {
            version: standing?.version ?? 0,
            stance: values.stance,
            words: values.words ?? null,
          })
        }
        onDone={(next) => {
          setStanding(undefined);
          onDone(next);
        }}
      >
        <Form.Item name="stance">
          <Radio.Group
            options={[
              { value: 'agree', label: text.agree },
              { value: 'dispute', label: text.dispute },
            ]}
          />
        </Form.Item>
        <Form.Item name="words" label={text.words}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </FormDialog>
    </div>
  );
}

function OneSide({ side, note }: { side?: Side | null | undefined; note?: string | undefined }) {
  if (!side) return <span className="soft">{t.common.dash}</span>;
  return (
    <>
      <b>{side.name ?? side.number ?? side.credit_code}</b>
      <div className="soft">
        {[note, side.name ? side.number : null, side.credit_code, side.day].filter(Boolean).join(' · ')}
      </div>
    </>
  );
}
