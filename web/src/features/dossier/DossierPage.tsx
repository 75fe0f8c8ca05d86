import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Button, Progress } from 'antd';
import { API_ROOT } from '@/api/client';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { FactList } from '@/ui/FactList';
import { bytes, instant, number } from '@/ui/format';
import { Page, Panel } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { ItemTable } from './ItemTable';
import { MakingMark } from './Marks';
import { Openings } from './Openings';
import { type Dossier, dossierQuery, packAgain } from './queries';
import './dossier.css';

const text = t.dossier.page;

/** One dossier: how far it is, what is in it, to whom it is open. */
export default function DossierPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(dossierQuery(id));
  const go = useGo();
  const dossier = query.data;
  return (
    <Page
      title={dossier?.title ?? t.dossier.title}
      permission="dossier.make"
      subtitle={dossier ? <MakingMark state={dossier.state} /> : null}
      tools={
        dossier ? (
          <>
            <Button icon={<PrinterOutlined />} onClick={() => go(`/dossiers/${id}/cover`)}>
              {text.cover}
            </Button>
            <Button
              type="primary"
              icon={<DownloadOutlined />}
              disabled={dossier.state !== 'ready'}
              href={`${API_ROOT}/dossiers/${id}/file`}
            >
              {text.download}
            </Button>
          </>
        ) : null
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {dossier ? (
        <div className="stack">
          <Making dossier={dossier} />
          <Panel title={text.facts}>
            <Facts dossier={dossier} />
          </Panel>
          <Openings dossier={dossier} />
          <Panel flush title={text.items}>
            <ItemTable items={dossier.items} />
          </Panel>
        </div>
      ) : null}
    </Page>
  );
}

function Facts({ dossier }: { dossier: Dossier }) {
  const columns = t.dossier.columns;
  return (
    <FactList
      rows={[
        [columns.period, t.dossier.period(dossier.from, dossier.to)],
        [columns.region, dossier.region_name],
        [columns.sheet, t.dossier.sheetLine(dossier.sheet_title, t.dossier.sheets.version(dossier.sheet_version))],
        [
          columns.content,
          t.dossier.content(number(dossier.entries), number(dossier.files), bytes(dossier.size ?? dossier.bytes)),
        ],
        [text.by, `${dossier.org_name} · ${dossier.maker}`],
        [columns.made, instant(dossier.made_at)],
        ...(dossier.sm3 ? ([[text.sm3, dossier.sm3]] as const) : []),
      ]}
    />
  );
}

function Making({ dossier }: { dossier: Dossier }) {
  const cache = useQueryClient();
  const again = useMutation({
    mutationFn: () => packAgain(dossier.id),
    onSuccess: (made) => cache.setQueryData(dossierQuery(dossier.id).queryKey, made),
  });
  if (dossier.state === 'ready') return null;
  if (dossier.state === 'failed') {
    return (
      <>
        <Alert
          type="error"
          showIcon
          title={text.failed}
          description={dossier.failure}
          action={
            <Button onClick={() => again.mutate()} loading={again.isPending}>
              {text.packAgain}
            </Button>
          }
        />
        {again.isError ? <ErrorNote error={again.error} /> : null}
      </>
    );
  }
  const share = dossier.files > 0 ? Math.floor((dossier.done / dossier.files) * 100) : 0;
  return (
    <Panel>
      <Progress
        percent={share}
        status="active"
        aria-label={text.progress(number(dossier.done), number(dossier.files))}
      />
      <p className="num">{text.progress(number(dossier.done), number(dossier.files))}</p>
      <p className="soft">{text.leave}</p>
    </Panel>
  );
}
