import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, DatePicker, Form, Modal, Timeline } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { API_ROOT } from '@/api/client';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { ErrorNote } from '@/ui/ErrorNote';
import { FormDialog } from '@/ui/FormDialog';
import { instant } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { useCopy } from '@/ui/useCopy';
import { chase, lockRound, roundQuery, supplement, unlockRound } from './queries';
import { ReasonDialog } from './ReasonDialog';
import { ReturnState } from './State';
import type { Round } from './types';

const text = t.report.round;

/** Beside the sum: who is missing and how often chased, the lock, the columns a newer layout has. */
export function RoundAside({ round }: { round: Round }) {
  return (
    <aside className="report-round__aside no-print">
      <Missing round={round} />
      {round.lacking.length > 0 && round.may.manage ? <Lacking round={round} /> : null}
      {round.may.manage || round.locks.length > 0 ? <Locks round={round} /> : null}
      {round.events.length > 0 ? (
        <Panel title={t.report.fill.events}>
          <Timeline
            items={round.events.map((event, index) => ({
              key: `${event.at}${index}`,
              content: (
                <>
                  <strong>{event.action}</strong>
                  <div className="soft">{`${instant(event.at)} ${event.actor}`}</div>
                  {event.note ? <div>{event.note}</div> : null}
                </>
              ),
            }))}
          />
        </Panel>
      ) : null}
    </aside>
  );
}

function Missing({ round }: { round: Round }) {
  const cache = useQueryClient();
  const copy = useCopy();
  const { message } = App.useApp();
  const [paste, setPaste] = useState('');
  const open = round.returns.filter(
    (one) => one.state === 'pending' || one.state === 'draft' || one.state === 'returned',
  );
  const send = useMutation({
    mutationFn: (returns: string[]) => chase(round.id, returns),
    onSuccess: (done) => {
      message.success(text.chased(done.returns));
      if (done.unreached.length > 0) message.warning(text.unreached(done.unreached.join(t.common.comma)));
      setPaste(done.text);
      void cache.invalidateQueries({ queryKey: roundQuery(round.id).queryKey });
    },
    onError: (error) => void message.error(problemText(error)),
  });
  return (
    <Panel
      title={text.returns}
      extra={
        round.may.manage && open.length > 0 && !round.locked ? (
          <Button size="small" onClick={() => send.mutate([])} loading={send.isPending}>
            {text.chaseAll}
          </Button>
        ) : null
      }
    >
      {paste ? (
        <div className="report-paste" role="status">
          <p>{paste}</p>
          <Button size="small" type="primary" onClick={() => copy(paste)}>
            {text.paste}
          </Button>
        </div>
      ) : null}
      <ul className="report-children">
        {round.returns.map((one) => (
          <li key={one.id} className={one.parent_id ? 'report-children__below' : undefined}>
            <A href={`/reports/returns/${one.id}`}>{one.filler}</A>
            <span className="report-children__state">
              {one.overdue ? (
                <b className="report-late">{one.state === 'done' ? t.report.lateDone : t.report.overdue}</b>
              ) : null}
              {one.chased > 0 ? (
                <span className="soft">{`${t.report.columns.chased} ${t.report.times(one.chased)}`}</span>
              ) : null}
              <ReturnState state={one.state} />
              {round.may.manage && open.includes(one) && !round.locked ? (
                <Button size="small" type="link" onClick={() => send.mutate([one.id])} disabled={send.isPending}>
                  {text.chaseOne}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Locks({ round }: { round: Round }) {
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [lifting, setLifting] = useState(false);
  const missing = round.returns.filter((one) => one.state !== 'done').length;
  const fresh = (next: Round) => {
    cache.setQueryData(roundQuery(round.id).queryKey, next);
    void cache.invalidateQueries({ queryKey: ['reports'] });
  };
  const lock = useMutation({
    mutationFn: () => lockRound(round.id, round.version),
    onSuccess: (next) => {
      setAsking(false);
      fresh(next);
    },
  });
  return (
    <Panel
      title={text.locks}
      extra={
        round.may.manage ? (
          round.locked ? (
            <Button size="small" onClick={() => setLifting(true)}>
              {text.unlock}
            </Button>
          ) : (
            <Button size="small" type="primary" onClick={() => setAsking(true)}>
              {text.lock}
            </Button>
          )
        ) : null
      }
    >
      {round.locks.length === 0 ? <p className="soft">{t.report.open}</p> : null}
      <ul className="report-locks">
        {round.locks.map((one) => (
          <li key={one.id}>
            <div>{text.lockedAt(instant(one.locked_at), one.locked_by)}</div>
            {one.missing.length > 0 ? (
              <div className="soft">{`${text.missing}${t.common.colon}${one.missing.join(t.common.comma)}`}</div>
            ) : null}
            {one.unlocked_at ? (
              <div className="soft">
                {text.unlockedAt(instant(one.unlocked_at), one.unlocked_by ?? '', one.unlock_reason ?? '')}
              </div>
            ) : null}
            <a
              href={`${API_ROOT}/reports/rounds/${round.id}/locked?number=${one.number}`}
            >{`${text.lockedFile} ${one.number}`}</a>
          </li>
        ))}
      </ul>
      <Modal
        open={asking}
        title={text.lock}
        okText={text.lock}
        onCancel={() => setAsking(false)}
        onOk={() => lock.mutate()}
        confirmLoading={lock.isPending}
      >
        <p>{text.lockAsk}</p>
        {missing > 0 ? <Alert type="warning" showIcon title={text.lockMissing(missing)} /> : null}
        {lock.isError ? <ErrorNote error={lock.error} /> : null}
      </Modal>
      <ReasonDialog
        open={lifting}
        title={text.unlock}
        label={text.unlockReason}
        onClose={() => setLifting(false)}
        send={(reason) => unlockRound(round.id, round.version, reason)}
        onDone={(next) => {
          setLifting(false);
          fresh(next);
        }}
      />
    </Panel>
  );
}

function Lacking({ round }: { round: Round }) {
  const [asking, setAsking] = useState(false);
  const cache = useQueryClient();
  const go = useGo();
  return (
    <Panel title={text.supplements}>
      <p>{text.lacking(round.lacking.join(t.common.comma))}</p>
      {round.supplements.map((one) => (
        <p key={one.id}>
          <A href={`/reports/rounds/${one.id}`}>{`${one.title} ${text.fillers(one.done, one.fillers)}`}</A>
        </p>
      ))}
      {round.supplements.length === 0 ? <Button onClick={() => setAsking(true)}>{text.supplement}</Button> : null}
      <FormDialog<{ cutoff: Dayjs }, { id: string }>
        open={asking}
        title={text.supplement}
        okText={text.supplement}
        onClose={() => setAsking(false)}
        initial={{ cutoff: dayjs().add(3, 'day').hour(17).minute(30).second(0) }}
        send={(values) => supplement(round.id, values.cutoff.toISOString())}
        onDone={(made) => {
          setAsking(false);
          void cache.invalidateQueries({ queryKey: ['reports'] });
          go(`/reports/rounds/${made.id}`);
        }}
      >
        <Form.Item name="cutoff" label={text.supplementCutoff} rules={[{ required: true }]}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
        </Form.Item>
      </FormDialog>
    </Panel>
  );
}
