import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { Panel } from '@/ui/Page';
import { Defaults } from './Defaults';
import { Lacks } from './Lacks';
import { lacks, together } from './mapping';
import { mapAndCheck, samplesQuery, useBatchChanged } from './queries';
import { TableGroup } from './TableGroup';
import type { BatchDetail } from './types';

const text = t.intake.mapping;

/** Which tables are taken and what their columns mean; nothing is checked before what must be there is there. */
export function MappingStep({ batch, again }: { batch: BatchDetail; again: boolean }) {
  const [mapping, setMapping] = useState(batch.mapping);
  const samples = useQuery(samplesQuery(batch.id));
  const [, change] = useFilters();
  const changed = useBatchChanged(batch.id);
  const send = useMutation({
    mutationFn: () => mapAndCheck(batch.id, batch.version, mapping),
    onSuccess: (answer) => {
      change({ step: undefined }, true);
      changed(answer);
    },
  });
  const missing = lacks(mapping);
  const remembered = Object.keys(batch.remembered).length > 0;
  return (
    <>
      {batch.message ? <Alert type="warning" showIcon title={batch.message} /> : null}
      {remembered ? <Alert type="info" showIcon title={text.rememberedNote(batch.source)} /> : null}
      {together(mapping).map((places) => (
        <TableGroup
          key={places.join()}
          mapping={mapping}
          places={places}
          samples={samples.data}
          remembered={batch.remembered}
          onChange={setMapping}
        />
      ))}
      <Defaults mapping={mapping} onChange={setMapping} />
      <Panel>
        <div className="stack">
          <Lacks lacks={missing} />
          {samples.isError ? <ErrorNote error={samples.error} /> : null}
          {send.isError ? <ErrorNote error={send.error} /> : null}
          <div className="row">
            <Button type="primary" disabled={missing.length > 0} loading={send.isPending} onClick={() => send.mutate()}>
              {text.submit}
            </Button>
            {again ? <Button onClick={() => change({ step: undefined })}>{text.backToPreview}</Button> : null}
          </div>
        </div>
      </Panel>
    </>
  );
}
