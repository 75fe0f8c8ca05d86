import { useState } from 'react';
import type { EvidenceFile } from '@/api/types';
import { EvidenceUploader } from '../EvidenceUploader';

interface Props {
  onChange?: (id: string | undefined) => void;
}

/** One file, sent at once; the form carries its id. The last one sent counts. */
export function FileField({ onChange }: Props) {
  const [files, setFiles] = useState<EvidenceFile[]>([]);
  return (
    <EvidenceUploader
      stage="paper"
      files={files}
      onChange={(change) =>
        setFiles((before) => {
          const after = change(before).slice(-1);
          onChange?.(after[0]?.id);
          return after;
        })
      }
    />
  );
}
