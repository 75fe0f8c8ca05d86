import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useFilters, useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { bytes, instant } from '@/ui/format';
import { Page } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { BatchState } from './BatchState';
import { MappingStep } from './MappingStep';
import { OutcomeStep } from './OutcomeStep';
import { importQuery, running, useBatchChanged } from './queries';
import { RunningStep } from './RunningStep';
import { Steps } from './Steps';
import type { BatchDetail } from './types';
import './intake.css';

const text = t.intake;

/** One import, by how far it has come. */
export default function ImportPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const batch = useQuery(importQuery(id));
  const go = useGo();
  useWhenDone(id, batch.data);
  return (
    <Page
      title={batch.data?.file_name ?? text.title}
      subtitle={batch.data ? <About batch={batch.data} /> : null}
      permission="ledger.import"
      tools={
        <Button icon={<ArrowLeftOutlined />} onClick={() => go('/imports')}>
          {text.backToList}
        </Button>
      }
    >
      {batch.isPending ? (
        <Loading />
      ) : batch.isError ? (
        <ErrorState error={batch.error} onRetry={batch.refetch} />
      ) : (
        <Body batch={batch.data} />
      )}
    </Page>
  );
}

function About({ batch }: { batch: BatchDetail }) {
  return (
    <span className="intake-about">
      <BatchState batch={batch} />
      {`${batch.source} · ${bytes(batch.size)} · ${batch.importer} · ${instant(batch.created_at)}`}
    </span>
  );
}

function Body({ batch }: { batch: BatchDetail }) {
  const [{ step }] = useFilters();
  const remap = step === 'mapping' && (batch.state === 'checked' || batch.state === 'failed');
  const mapping = batch.state === 'uploaded' || remap;
  return (
    <div className="stack">
      <Steps batch={batch} mapping={mapping} />
      {mapping ? (
        <MappingStep key={batch.version} batch={batch} again={remap} />
      ) : running(batch) ? (
        <RunningStep batch={batch} />
      ) : (
        <OutcomeStep batch={batch} />
      )}
    </div>
  );
}

/** When the work behind the page ends, what was read of its rows is read again. */
function useWhenDone(id: string, batch: BatchDetail | undefined) {
  const changed = useBatchChanged(id);
  const was = useRef<BatchDetail['state']>(undefined);
  const state = batch?.state;
  useEffect(() => {
    const before = was.current;
    was.current = state;
    if (before && state && before !== state && (before === 'checking' || before === 'committing')) changed();
  }, [state, changed]);
}
