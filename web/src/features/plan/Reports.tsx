import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { API_ROOT } from '@/api/client';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { bytes, instant } from '@/ui/format';
import { StateShape } from '@/ui/StatusTag';
import { checkReport, type ProgressReport, type TaskPage, useTaskChanged } from './planQueries';
import { amount } from './StandingTag';

const text = t.plan.taskPage;
const shapes = { reported: 'reported', verified: 'closed', returned: 'void' } as const;

/** What was reported, with its evidence and what the second person said. */
export function Reports({ task }: { task: TaskPage }) {
  if (task.reports.length === 0) return <p className="soft">{text.reportsNone}</p>;
  return (
    <ul className="reports">
      {task.reports.map((report) => (
        <Report key={report.id} report={report} unit={task.progress.unit} />
      ))}
    </ul>
  );
}

function Report({ report, unit }: { report: ProgressReport; unit: string }) {
  const changed = useTaskChanged();
  const [note, setNote] = useState('');
  const check = useMutation({
    mutationFn: (ok: boolean) => checkReport(report.id, { version: report.version, ok, note: note || null }),
    onSuccess: changed,
  });
  const total = report.total != null ? ` / ${amount(report.total)}` : '';
  return (
    <li className="report">
      <div className="row">
        <span className={`status status--${shapes[report.state]}`}>
          <StateShape name={shapes[report.state]} />
          {text.reportStates[report.state]}
        </span>
        <b className="num">{`${amount(report.amount)}${total} ${unit}`.trim()}</b>
        <span className="soft num">{report.on}</span>
      </div>
      <p>{report.words}</p>
      <p className="soft">{`${report.reporter} · ${report.post_name} · ${instant(report.reported_at)}`}</p>
      {report.files.length > 0 ? (
        <ul className="report__files">
          {report.files.map((file) => (
            <li key={file.id}>
              <a href={`${API_ROOT}/plan/files/${file.id}`}>{file.name}</a>{' '}
              <span className="soft">{bytes(file.size)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="hint-mark">{text.noEvidence}</p>
      )}
      {report.checker ? (
        <p className="soft">
          {`${text.reportStates[report.state]}${t.common.colon}${text.checkedBy(report.checker, instant(report.checked_at))} ${report.check_note ?? ''}`}
        </p>
      ) : null}
      {report.may_verify ? (
        <div className="row report__check no-print">
          <Input
            value={note}
            onChange={(event) => setNote(event.target.value)}
            placeholder={text.note}
            aria-label={text.note}
            maxLength={1000}
          />
          <Button
            type="primary"
            disabled={report.files.length === 0}
            loading={check.isPending}
            onClick={() => check.mutate(true)}
          >
            {text.verify}
          </Button>
          <Button disabled={!note.trim()} onClick={() => check.mutate(false)}>
            {text.giveBack}
          </Button>
        </div>
      ) : null}
      {check.isError ? <ErrorNote error={check.error} /> : null}
    </li>
  );
}
