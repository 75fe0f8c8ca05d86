import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { API_ROOT, ApiError } from '@/api/client';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { Panel } from '@/ui/Page';
import { CellGrid } from './CellGrid';
import { place, sendable, type Typed, typed } from './cells';
import { FillAside } from './FillAside';
import {
  returnQuery,
  reviewReturn,
  saveCells,
  sendBack,
  splitReturn,
  submitReturn,
  takeLedger,
  uploadWorkbook,
} from './queries';
import { ReasonDialog } from './ReasonDialog';
import { Cutoff, ReturnState } from './State';
import type { Fault, Return, WorkbookAnswer } from './types';

const text = t.report.fill;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The fault messages by `row/column`; pointers name rows by their place. */
function faultsOf(rows: { key: string }[], faults: Fault[]): Map<string, Fault> {
  const found = new Map<string, Fault>();
  for (const fault of faults) {
    const [, , index, , column] = fault.pointer.split('/');
    const row = rows[Number(index)];
    if (row && column) found.set(place(row.key, column), fault);
  }
  return found;
}

function download(answer: WorkbookAnswer, name: string) {
  const link = document.createElement('a');
  link.href = `data:${XLSX};base64,${answer.marked}`;
  link.download = name;
  link.click();
}

/** Filling: the grid, the workbook, what is still wrong, and the buttons that lead on. */
export function FillBody({ detail }: { detail: Return }) {
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [rows, setRows] = useState<Typed[]>(() => typed(detail));
  const [reasons, setReasons] = useState<Record<string, string>>(detail.reasons);
  const [source, setSource] = useState<'page' | 'paste'>('page');
  const [dirty, setDirty] = useState(false);
  const [answer, setAnswer] = useState<WorkbookAnswer>();
  const [returning, setReturning] = useState(false);
  const { may } = detail;

  const take = (next: Return) => {
    cache.setQueryData(returnQuery(detail.id).queryKey, next);
    void cache.invalidateQueries({ queryKey: ['reports'], predicate: (query) => query.queryKey[1] !== 'return' });
    setRows(typed(next));
    setReasons(next.reasons);
    setDirty(false);
    setSource('page');
  };
  const save = () => saveCells(detail.id, { version: detail.version, rows: sendable(rows), reasons, source });
  const work = useMutation({
    mutationFn: async (what: 'save' | 'submit' | 'review' | 'ledger' | 'split') => {
      if (what === 'review') return reviewReturn(detail.id, detail.version);
      // What stands on the page goes first, so that nothing typed is lost on the way.
      const kept = dirty || what === 'save' ? await save() : detail;
      if (kept !== detail) take(kept);
      if (what === 'submit') return submitReturn(detail.id, kept.version);
      if (what === 'ledger') return takeLedger(detail.id, kept.version);
      if (what === 'split') return splitReturn(detail.id, kept.version);
      return kept;
    },
    onSuccess: (next, what) => {
      take(next);
      setAnswer(undefined);
      const said = {
        save: text.saved,
        submit: text.submitted,
        review: text.submitted,
        ledger: text.ledgerTaken,
        split: text.splitDone,
      };
      message.success(said[what]);
    },
  });
  // Figures of the ledger are taken when a return is first opened by its filler.
  const asked = useRef(false);
  const bound = detail.layout.columns.some((column) => column.measure);
  useEffect(() => {
    if (asked.current || !may.fill || !bound || Object.keys(detail.ledger).length > 0) return;
    asked.current = true;
    work.mutate('ledger');
  });
  const upload = useMutation({
    mutationFn: (file: File) => uploadWorkbook(detail.id, detail.version, file),
    onSuccess: async (taken) => {
      setAnswer(taken);
      if (taken.saved) message.success(text.uploaded(taken.rows));
      take(await cache.fetchQuery({ ...returnQuery(detail.id), staleTime: 0 }));
    },
  });
  const refused = work.error instanceof ApiError && work.error.status === 422 ? work.error.fields : undefined;
  const faults = faultsOf(refused ? rows : detail.rows, refused ?? (dirty ? [] : detail.faults));
  const name = `${text.title(detail.title, detail.period)}${detail.filler}`;
  return (
    <div className="report-fill">
      <Panel
        className="report-fill__main"
        title={
          <span className="report-fill__state">
            <ReturnState state={detail.state} />
            <span>
              {t.report.columns.cutoff} <Cutoff row={detail} />
            </span>
          </span>
        }
        extra={
          <span className="report-tools no-print">
            <Button size="small" href={`${API_ROOT}/reports/returns/${detail.id}/workbook`}>
              {text.template}
            </Button>
            {may.fill ? (
              <Upload
                accept=".xlsx,.xls"
                showUploadList={false}
                beforeUpload={(file) => {
                  upload.mutate(file);
                  return false;
                }}
              >
                <Button size="small" loading={upload.isPending}>
                  {text.upload}
                </Button>
              </Upload>
            ) : null}
          </span>
        }
      >
        {detail.returned_reason ? (
          <Alert type="warning" showIcon title={`${text.returned}${t.common.colon}${detail.returned_reason}`} />
        ) : null}
        {detail.why_not && !may.fill ? <Alert type="info" showIcon title={detail.why_not} /> : null}
        {detail.notes.length > 0 ? (
          <p className="report-notes">{`${text.notes}${t.common.colon}${detail.notes.join(t.common.semicolon)}`}</p>
        ) : null}
        {answer && answer.faults.length > 0 ? (
          <Alert
            type={answer.saved ? 'warning' : 'error'}
            showIcon
            className="report-answer"
            title={`${text.uploadFaults(answer.faults.length)}${answer.saved ? '' : `${t.common.pause}${text.notSaved}`}`}
            description={
              <ul className="problem-fields">
                {answer.faults.slice(0, 12).map((fault) => (
                  <li key={fault.pointer + fault.code}>{fault.message}</li>
                ))}
              </ul>
            }
            action={
              answer.marked ? (
                <Button size="small" onClick={() => download(answer, text.markedFile(name))}>
                  {text.marked}
                </Button>
              ) : null
            }
          />
        ) : null}
        {upload.isError ? <ErrorNote error={upload.error} /> : null}
        <CellGrid
          detail={detail}
          rows={rows}
          reasons={reasons}
          faults={faults}
          editable={may.fill}
          onRows={(next, how) => {
            setRows(next);
            setDirty(true);
            if (how === 'paste') setSource('paste');
          }}
          onReason={(at, reason) => {
            setReasons((before) => ({ ...before, [at]: reason }));
            setDirty(true);
          }}
        />
        {work.isError ? <ErrorNote error={work.error} /> : null}
        {may.fill ? (
          <>
            <p className="soft no-print">{text.paste}</p>
            <div className="report-actions no-print">
              <span className={detail.faults.length > 0 && !dirty ? 'report-count' : 'soft'}>
                {dirty ? '' : detail.faults.length > 0 ? text.faults(detail.faults.length) : text.ready}
              </span>
              {bound ? (
                <Button onClick={() => work.mutate('ledger')} loading={work.isPending && work.variables === 'ledger'}>
                  {text.ledger}
                </Button>
              ) : null}
              <Button onClick={() => work.mutate('save')} loading={work.isPending && work.variables === 'save'}>
                {text.save}
              </Button>
              <Button
                type="primary"
                onClick={() => work.mutate('submit')}
                loading={work.isPending && work.variables === 'submit'}
              >
                {text.submit}
              </Button>
            </div>
          </>
        ) : null}
        {may.review || may.send_back ? (
          <div className="report-actions no-print">
            {may.send_back ? <Button onClick={() => setReturning(true)}>{text.sendBack}</Button> : null}
            {may.review ? (
              <Button type="primary" onClick={() => work.mutate('review')} loading={work.isPending}>
                {text.review}
              </Button>
            ) : null}
          </div>
        ) : null}
      </Panel>
      <FillAside
        detail={detail}
        onSplit={() => work.mutate('split')}
        splitting={work.isPending && work.variables === 'split'}
        onTake={(next) => {
          setRows(next);
          setDirty(true);
        }}
        rows={rows}
      />
      <ReasonDialog
        open={returning}
        title={text.sendBack}
        label={text.sendBackReason}
        onClose={() => setReturning(false)}
        send={(reason) => sendBack(detail.id, detail.version, reason)}
        onDone={(next) => {
          setReturning(false);
          take(next);
        }}
      />
    </div>
  );
}
