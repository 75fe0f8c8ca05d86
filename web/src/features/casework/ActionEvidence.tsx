import { Checkbox } from 'antd';
import type { CaseDetail, EvidenceFile, EvidenceNeed } from '@/api/types';
import { t } from '@/i18n';
import { EvidenceUploader } from '@/ui/EvidenceUploader';

interface Props {
  detail: CaseDetail;
  need: EvidenceNeed;
  chosen: EvidenceFile[];
  onChange: React.Dispatch<React.SetStateAction<EvidenceFile[]>>;
}

/** The evidence an action asks for: sent now, or chosen among what already stands at that stage. */
export function ActionEvidence({ detail, need, chosen, onChange }: Props) {
  const there = detail.evidence.filter((file) => file.stage === need.stage);
  const toggle = (file: EvidenceFile, on: boolean) =>
    onChange((before) => (on ? [...before, file] : before.filter((one) => one.id !== file.id)));
  const fresh = chosen.filter((file) => !there.some((one) => one.id === file.id));
  return (
    <fieldset className="action-evidence">
      <legend>{t.casework.evidence.need(need.label, need.min)}</legend>
      <EvidenceUploader
        caseId={detail.id}
        stage={need.stage}
        files={fresh}
        onChange={(change) =>
          onChange((before) => {
            const old = before.filter((file) => there.some((one) => one.id === file.id));
            return [...old, ...change(before.filter((file) => !there.some((one) => one.id === file.id)))];
          })
        }
      />
      {there.length > 0 ? (
        <div>
          <div className="soft">{t.casework.evidence.useExisting}</div>
          {there.map((file) => (
            <Checkbox
              key={file.id}
              checked={chosen.some((one) => one.id === file.id)}
              onChange={(event) => toggle(file, event.target.checked)}
            >
              {file.name}
            </Checkbox>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}
