import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '@/api/types';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { EvidenceGrid } from '@/ui/EvidenceGrid';
import { EvidenceUploader } from '@/ui/EvidenceUploader';
import { caseQuery } from './queries';

const stages = Object.entries(t.casework.stages).map(([value, label]) => ({ value, label }));

/** All evidence of the case, and a way to add to it outside an action. */
export function CaseEvidence({ detail }: { detail: CaseDetail }) {
  const can = useCan();
  const cache = useQueryClient();
  const [stage, setStage] = useState('before');
  return (
    <div className="stack">
      {detail.evidence.length > 0 ? (
        <EvidenceGrid files={detail.evidence} />
      ) : (
        <p className="soft">{t.casework.detail.noEvidence}</p>
      )}
      {can('case.act') && detail.state_class !== 'void' ? (
        <details className="no-print">
          <summary>{t.casework.detail.addEvidence}</summary>
          <div className="stack case-add">
            <Select
              aria-label={t.casework.detail.stageToAdd}
              value={stage}
              options={stages}
              onChange={setStage}
              style={{ width: 140 }}
            />
            <EvidenceUploader
              caseId={detail.id}
              stage={stage}
              files={[]}
              onChange={() => void cache.invalidateQueries({ queryKey: caseQuery(detail.id).queryKey })}
            />
          </div>
        </details>
      ) : null}
    </div>
  );
}
