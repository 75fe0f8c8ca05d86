import { FileTextOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { useState } from 'react';
import type { EvidenceFile } from '@/api/types';
import { t } from '@/i18n';
import { FactList } from './FactList';
import { bytes, instant } from './format';

const text = t.casework.evidence;
export const stageName = (stage: string) => t.casework.stages[stage] ?? stage;

/** Evidence as thumbnails; a click shows the file with its grade, time, place and digest. */
export function EvidenceGrid({ files }: { files: EvidenceFile[] }) {
  const [shown, setShown] = useState<EvidenceFile>();
  return (
    <>
      <ul className="evidence">
        {files.map((file) => (
          <li key={file.id} className="evidence__item">
            <button type="button" onClick={() => setShown(file)} title={file.name}>
              <Thumbnail file={file} />
              <span className="evidence__text" style={{ display: 'block' }}>
                <b>{stageName(file.stage)}</b>
                <span className="soft">{file.grade_name || t.casework.gradeShort[file.grade]}</span>
                {file.reused ? <span className="hint-mark">{text.reused}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Modal
        open={Boolean(shown)}
        onCancel={() => setShown(undefined)}
        footer={null}
        width={720}
        title={shown?.name}
        destroyOnHidden
      >
        {shown ? <EvidenceView file={shown} /> : null}
      </Modal>
    </>
  );
}

export function Thumbnail({ file }: { file: EvidenceFile }) {
  const [broken, setBroken] = useState(false);
  const src = file.thumbnail_url;
  if (!src || broken) {
    return (
      <span className="evidence__thumb" title={t.common.files.noThumbnail}>
        <FileTextOutlined />
      </span>
    );
  }
  return (
    <img
      className="evidence__thumb"
      src={src}
      alt={file.note || file.name}
      loading="lazy"
      onError={() => setBroken(true)}
    />
  );
}

const reusedText = (file: EvidenceFile) =>
  file.reused_in?.length ? text.reusedIn(file.reused_in.join(t.common.comma)) : text.reusedElsewhere;

function EvidenceView({ file }: { file: EvidenceFile }) {
  const rows: [string, string][] = [
    [text.grade, file.grade_name || t.casework.gradeShort[file.grade]],
    [text.note, file.note ?? t.common.dash],
    [text.takenAt, instant(file.taken_at)],
    [text.uploadedAt, instant(file.uploaded_at)],
    [text.uploadedBy, file.uploaded_by],
    [text.place, file.place ? `${file.place.longitude.toFixed(5)}, ${file.place.latitude.toFixed(5)}` : t.common.dash],
    [text.size, bytes(file.size)],
    [text.sm3, file.sm3],
  ];
  return (
    <div className="stack">
      {file.reused ? <p className="danger-text">{reusedText(file)}</p> : null}
      {file.media_type.startsWith('image/') ? (
        <img
          src={file.url}
          alt={file.note || file.name}
          style={{ maxWidth: '100%', maxHeight: '52vh', objectFit: 'contain' }}
        />
      ) : null}
      <a href={file.url} target="_blank" rel="noreferrer">
        {t.common.files.preview}
      </a>
      <FactList rows={rows} />
    </div>
  );
}
