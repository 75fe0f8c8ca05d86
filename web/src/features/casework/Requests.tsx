import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { CaseDetail, RequestLine } from '@/api/types';
import { t } from '@/i18n';
import { EvidenceGrid } from '@/ui/EvidenceGrid';
import { instant } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { AnswerDialog } from './AnswerDialog';

const text = t.casework.requests;

/** Receipts, opinions and signatures asked of others: the latest asking of each, earlier ones folded. */
export function Requests({ detail }: { detail: CaseDetail }) {
  const [answering, setAnswering] = useState<RequestLine>();
  if (detail.requests.length === 0) return null;
  const codes = [...new Set(detail.requests.map((line) => line.code))].reverse();
  return (
    <>
      {codes.map((code) => {
        const lines = detail.requests.filter((line) => line.code === code);
        return <Group key={code} lines={lines} onAnswer={setAnswering} />;
      })}
      {answering ? <AnswerDialog detail={detail} line={answering} onClose={() => setAnswering(undefined)} /> : null}
    </>
  );
}

function Group({ lines, onAnswer }: { lines: RequestLine[]; onAnswer: (line: RequestLine) => void }) {
  const now = lines.filter((line) => line.current);
  const before = lines.filter((line) => !line.current);
  const done = now.filter((line) => line.state === 'answered').length;
  return (
    <Panel title={`${lines[0]?.name ?? ''}${t.common.space}${text.count(done, now.length)}`}>
      <ul className="plain-list requests">
        {now.map((line) => (
          <Line key={line.id} line={line} onAnswer={onAnswer} />
        ))}
      </ul>
      {before.length > 0 ? (
        <details>
          <summary>{text.before(before.length)}</summary>
          <ul className="plain-list requests">
            {before.map((line) => (
              <Line key={line.id} line={line} onAnswer={onAnswer} />
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  );
}

function Line({ line, onAnswer }: { line: RequestLine; onAnswer: (line: RequestLine) => void }) {
  return (
    <li>
      <div className="row">
        <strong className="grow">{`${line.organisation}${t.common.space}${line.post}`}</strong>
        <LineState line={line} />
        {line.mine ? (
          <Button type="primary" size="small" className="no-print" onClick={() => onAnswer(line)}>
            {text.answer[line.kind]}
          </Button>
        ) : null}
      </div>
      {line.opinion ? <p className="requests__opinion">{line.opinion}</p> : null}
      <div className="soft num">
        {[
          line.answerer ? `${line.answerer}${t.common.space}${instant(line.answered_at ?? line.asked_at)}` : '',
          line.state === 'waiting' && line.reply_by ? text.by(line.reply_by) : '',
        ]
          .filter(Boolean)
          .join(t.common.space)}
      </div>
      {line.file ? <EvidenceGrid files={[line.file]} /> : null}
    </li>
  );
}

/** Colour, shape and word: a filled tag is answered, an outlined one waits, danger is only late or refused. */
function LineState({ line }: { line: RequestLine }) {
  if (line.state === 'answered') {
    const refused = line.reply === 'refused';
    return <Tag color={refused ? 'error' : 'success'}>{line.reply_name}</Tag>;
  }
  if (line.overdue) return <Tag color="error">{text.late}</Tag>;
  return <Tag>{text.states[line.state]}</Tag>;
}
