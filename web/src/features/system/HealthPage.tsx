import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { client, take } from '@/api/client';
import type { Health } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { t } from '@/i18n';
import { FactList } from '@/ui/FactList';
import { bytes, instant, number } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';

const text = t.system.health;

export default function HealthPage() {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: () => take(client.GET('/system/health')),
    refetchInterval: 15_000,
  });
  return (
    <Page
      title={text.title}
      permission="system.read"
      tools={<Button onClick={() => query.refetch()}>{t.common.refresh}</Button>}
      subtitle={query.data ? <Verdict ok={query.data.ok} /> : null}
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data ? <Parts health={query.data} /> : null}
    </Page>
  );
}

function Verdict({ ok }: { ok: boolean }) {
  return ok ? <span className="status">{`● ${text.ok}`}</span> : <span className="danger-text">{`▲ ${text.bad}`}</span>;
}

function Parts({ health }: { health: Health }) {
  const { pack, calendar } = useMeta();
  const { database, jobs, audit, files } = health;
  return (
    <div className="health">
      <Part
        title={text.database}
        rows={[
          [text.engine, database.engine],
          [text.latency, text.ms(database.latency_ms.toFixed(1))],
          [text.size, bytes(database.size_bytes)],
          ['', <Verdict key="ok" ok={database.ok} />],
        ]}
      />
      <Part
        title={text.jobs}
        rows={[
          [text.ready, number(jobs.ready)],
          [text.running, number(jobs.running)],
          [
            text.failed,
            <span key="failed" className={jobs.failed > 0 ? 'danger-text' : ''}>
              {number(jobs.failed)}
            </span>,
          ],
          [
            text.oldest,
            jobs.oldest_ready_seconds == null ? t.common.dash : t.common.seconds(jobs.oldest_ready_seconds),
          ],
        ]}
      />
      <Part
        title={text.audit}
        rows={[
          [text.sealed, number(audit.sealed)],
          [text.unsealed, number(audit.unsealed)],
          [text.anchor, instant(audit.last_anchor)],
        ]}
      />
      {files ? (
        <Part
          title={text.files}
          rows={[
            [text.fileCount, number(files.count)],
            [text.fileBytes, bytes(files.bytes)],
          ]}
        />
      ) : null}
      <Part
        title={text.version}
        rows={[
          [text.version, health.version],
          [text.uptime, uptime(health.uptime_seconds)],
          [text.pack, pack.title],
          [text.calendar, text.covered(String(calendar.covered_from), String(calendar.covered_to))],
        ]}
      />
    </div>
  );
}

function Part({ title, rows }: { title: string; rows: [string, React.ReactNode][] }) {
  return (
    <Panel title={title}>
      <FactList rows={rows} />
    </Panel>
  );
}

function uptime(seconds: number): string {
  const { d, h, m } = t.common.duration;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  return `${days} ${d} ${hours} ${h} ${Math.floor((seconds % 3_600) / 60)} ${m}`;
}
