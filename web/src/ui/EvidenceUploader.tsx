import { CameraOutlined, DeleteOutlined, PaperClipOutlined, ReloadOutlined } from '@ant-design/icons';
import { App, Button, Spin } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import type { EvidenceFile } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { uploadEvidence } from '@/features/casework/queries';
import { t } from '@/i18n';
import { Thumbnail } from './EvidenceGrid';
import { bytes } from './format';
import { hereNow } from './here';
import { problemText } from './problem';

/** Where the server does not say how large a file may be. */
const LIMIT = 20 * 1024 * 1024;

interface Pending {
  key: number;
  file: File;
  captured: boolean;
  error?: string;
}
interface Props {
  caseId?: string;
  stage: string;
  files: EvidenceFile[];
  onChange: (change: (files: EvidenceFile[]) => EvidenceFile[]) => void;
  /** Told how many files have not arrived, so that a form can wait for them. */
  onPending?: (count: number) => void;
}

/** Takes or picks files and sends them at once. A photo taken here carries time and place; a picked one does not. */
export function EvidenceUploader({ caseId, stage, files, onChange, onPending }: Props) {
  const { message } = App.useApp();
  const { largest_file: limit = LIMIT } = useMeta();
  const [pending, setPending] = useState<Pending[]>([]);
  const next = useRef(0);
  const update = (change: (list: Pending[]) => Pending[]) =>
    setPending((list) => {
      const after = change(list);
      onPending?.(after.length);
      return after;
    });
  const send = async (item: Pending) => {
    update((list) => list.map((one) => (one.key === item.key ? { ...one, error: '' } : one)));
    try {
      const file = await uploadEvidence(await formOf(item, stage), caseId);
      onChange((before) => [...before, file]);
      update((list) => list.filter((one) => one.key !== item.key));
    } catch (error) {
      const text = problemText(error);
      update((list) => list.map((one) => (one.key === item.key ? { ...one, error: text } : one)));
    }
  };
  const add = (captured: boolean) => (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = '';
    for (const file of chosen) {
      if (file.size > limit) {
        message.error(`${file.name}${t.common.colon}${t.common.files.tooLarge(bytes(limit))}`);
        continue;
      }
      const item = { key: next.current++, file, captured };
      update((list) => [...list, item]);
      void send(item);
    }
  };
  return (
    <div className="uploader">
      <div className="uploader__buttons">
        <FileButton label={t.common.files.take} icon={<CameraOutlined />} capture onChange={add(true)} />
        <FileButton label={t.common.files.pick} icon={<PaperClipOutlined />} onChange={add(false)} />
      </div>
      <ul className="evidence">
        {files.map((file) => (
          <li key={file.id} className="evidence__item">
            <Thumbnail file={file} />
            <div className="evidence__text row">
              <span className="grow soft">{bytes(file.size)}</span>
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`${t.common.files.remove} ${file.name}`}
                onClick={() => onChange((before) => before.filter((one) => one.id !== file.id))}
              />
            </div>
          </li>
        ))}
        {pending.map((item) => (
          <PendingItem
            key={item.key}
            item={item}
            onRetry={() => void send(item)}
            onDrop={() => update((list) => list.filter((one) => one.key !== item.key))}
          />
        ))}
      </ul>
    </div>
  );
}

async function formOf(item: Pending, stage: string): Promise<FormData> {
  const form = new FormData();
  form.set('stage', stage);
  form.set('grade', item.captured ? 'captured' : 'uploaded');
  if (item.captured) {
    form.set('taken_at', new Date(item.file.lastModified).toISOString());
    const place = await hereNow();
    if (place) {
      form.set('longitude', String(place.longitude));
      form.set('latitude', String(place.latitude));
    }
  }
  form.set('file', item.file, item.file.name);
  return form;
}

interface PendingProps {
  item: Pending;
  onRetry: () => void;
  onDrop: () => void;
}

function PendingItem({ item, onRetry, onDrop }: PendingProps) {
  return (
    <li className="evidence__item">
      <div className="evidence__thumb">{item.error ? null : <Spin />}</div>
      <div className="evidence__text">
        <span className={item.error ? 'danger-text' : 'soft'} role={item.error ? 'alert' : 'status'}>
          {item.error ?? t.common.files.uploading}
        </span>
        {item.error ? (
          <div className="row">
            <Button size="small" icon={<ReloadOutlined />} onClick={onRetry} aria-label={t.common.files.retry} />
            <Button size="small" icon={<DeleteOutlined />} onClick={onDrop} aria-label={t.common.files.remove} />
          </div>
        ) : null}
      </div>
    </li>
  );
}

interface ButtonProps {
  label: string;
  icon: React.ReactNode;
  capture?: boolean;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

function FileButton({ label, icon, capture, onChange }: ButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        style={{ display: 'none' }}
        multiple={!capture}
        accept={
          capture ? 'image/jpeg,image/png,image/webp' : 'image/jpeg,image/png,image/webp,application/pdf,video/mp4'
        }
        aria-label={label}
        onChange={onChange}
        {...(capture ? { capture: 'environment' as const } : {})}
      />
    </>
  );
}
