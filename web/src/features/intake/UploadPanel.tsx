import { DownloadOutlined, FileExcelOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Upload } from 'antd';
import { useState } from 'react';
import { downloadUrl } from '@/api/client';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { bytes } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { importQuery, importsKey, sourcesQuery, upload } from './queries';

const text = t.intake.upload;
/** Largest file the server takes. */
const LARGEST = 200 * 1024 * 1024;

/** Why a file is not even sent; empty when it may be. */
function refused(file: File): string {
  if (!/\.(xlsx|xls|csv)$/i.test(file.name)) return text.badType(file.name);
  return file.size > LARGEST ? text.tooLarge(file.name, bytes(file.size)) : '';
}

/** Whose ledger, which file; the answer is the import with the tables found. */
export function UploadPanel() {
  const [source, setSource] = useState('');
  const [file, setFile] = useState<File>();
  const [fault, setFault] = useState('');
  const sources = useQuery(sourcesQuery);
  const cache = useQueryClient();
  const go = useGo();
  const send = useMutation({
    mutationFn: (chosen: File) => upload(source.trim(), chosen),
    onSuccess: (made) => {
      cache.setQueryData(importQuery(made.id).queryKey, made);
      void cache.invalidateQueries({ queryKey: importsKey });
      go(`/imports/${made.id}`);
    },
  });
  const pick = (chosen: File) => {
    const why = refused(chosen);
    send.reset();
    setFault(why);
    setFile(why ? undefined : chosen);
    return false;
  };
  const start = () => {
    if (!source.trim()) setFault(text.needSource);
    else if (file) {
      setFault('');
      send.mutate(file);
    }
  };
  return (
    <Panel title={text.title}>
      <div className="intake-upload">
        <div className="stack">
          <div className="intake-upload__source">
            <label htmlFor="intake-source">{text.source}</label>
            <AutoComplete
              id="intake-source"
              value={source}
              onChange={setSource}
              options={(sources.data ?? []).map((name) => ({ value: name }))}
              showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
              placeholder={text.sourceHint}
              maxLength={50}
            />
            <span className="soft">{text.sourceNote}</span>
          </div>
          <Upload.Dragger
            accept=".xlsx,.xls,.csv"
            showUploadList={false}
            disabled={send.isPending}
            beforeUpload={pick}
            className="intake-drop"
          >
            {file ? (
              <p className="intake-drop__title">
                <FileExcelOutlined /> {`${file.name} ${t.common.bracketed(bytes(file.size))}`}
              </p>
            ) : (
              <p className="intake-drop__title">
                <UploadOutlined /> {text.drop}
              </p>
            )}
            <p className="soft intake-drop__rule">{file ? text.other : text.rule}</p>
          </Upload.Dragger>
          {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
          {send.isError ? <ErrorNote error={send.error} /> : null}
          <div>
            <Button type="primary" disabled={!file} loading={send.isPending} onClick={start}>
              {send.isPending ? text.sending : text.send}
            </Button>
          </div>
        </div>
        <aside className="intake-how">
          <h3>{text.howTitle}</h3>
          <ol>
            {text.how.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <Button icon={<DownloadOutlined />} href={downloadUrl('/imports/template', {})}>
            {text.template}
          </Button>
          <p className="soft">{text.templateNote}</p>
        </aside>
      </div>
    </Panel>
  );
}
