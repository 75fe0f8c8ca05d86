import { FileExcelOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Upload } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page, Panel } from '@/ui/Page';
import { createSheet, readWorkbook, type SheetItem, templateItems } from './queries';
import { SheetEditor } from './SheetEditor';
import './dossier.css';

const text = t.dossier.sheets;

interface Draft {
  key: number;
  title: string;
  items: SheetItem[];
  notes: string[];
}

/** A new sheet: drawn from the clauses, read out of a workbook, or written by hand. */
export default function NewSheetPage() {
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>({ key: 0, title: '', items: [], notes: [] });
  const begin = (title: string, items: SheetItem[], notes: string[]) =>
    setDraft((before) => ({ key: before.key + 1, title, items, notes }));
  const template = useMutation({ mutationFn: templateItems, onSuccess: (items) => begin('', items, []) });
  const workbook = useMutation({
    mutationFn: readWorkbook,
    onSuccess: (found) => {
      message.info(text.read(found.items.length));
      begin(found.title, found.items, found.notes);
    },
  });
  const error = template.error ?? workbook.error;
  return (
    <Page title={text.add} permission="dossier.make">
      <div className="stack">
        <Panel>
          <div className="sheet-tools">
            <Button icon={<UnorderedListOutlined />} loading={template.isPending} onClick={() => template.mutate()}>
              {text.fromPack}
            </Button>
            <Upload
              accept=".xlsx,.xls,.csv"
              showUploadList={false}
              beforeUpload={(file) => {
                workbook.mutate(file);
                return false;
              }}
            >
              <Button icon={<FileExcelOutlined />} loading={workbook.isPending}>
                {text.fromFile}
              </Button>
            </Upload>
            <span className="soft">{text.fileRule}</span>
          </div>
        </Panel>
        {error ? <ErrorNote error={error} /> : null}
        {draft.notes.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            title={text.notes}
            description={
              <ul className="dossier-missing">
                {draft.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            }
          />
        ) : null}
        <SheetEditor
          key={draft.key}
          title={draft.title}
          items={draft.items}
          save={createSheet}
          saveText={text.saveNew}
        />
      </div>
    </Page>
  );
}
