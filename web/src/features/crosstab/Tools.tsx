import {
  FileExcelOutlined,
  FileImageOutlined,
  FileWordOutlined,
  PrinterOutlined,
  SaveOutlined,
} from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { downloadUrl } from '@/api/client';
import { t } from '@/i18n';
import { problemText } from '@/ui/problem';
import { drawTable, handOver } from './picture';
import {
  changeTemplate,
  keepTable,
  keptKey,
  type Table,
  type TableSpec,
  templatesQuery,
  withdrawTemplate,
} from './queries';
import { SaveDialog } from './SaveDialog';

const text = t.crosstab.tools;

/** Makes the browser follow a download that the server names. */
export function download(id: string, format: 'xlsx' | 'docx') {
  const anchor = document.createElement('a');
  anchor.href = downloadUrl(`/tables/results/${id}/export`, { format });
  anchor.click();
}

export async function picture(table: Table) {
  const words = t.crosstab;
  const blob = await drawTable(table, {
    office: words.sideOffice(table.office),
    unit: words.sideUnit(table.unit, table.made_on),
    synthetic: words.synthetic,
    foot: words.foot(table.maker),
  });
  handOver(blob, words.picture(table.title));
}

interface Props {
  table: Table | undefined;
  spec: TableSpec;
  template: string | undefined;
  pick: (id: string | undefined) => void;
}

/** Print, picture, Word, Excel, keep, and the template. Files come from a kept table, so that each can be traced. */
export function Tools({ table, spec, template, pick }: Props) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [saving, setSaving] = useState(false);
  const templates = useQuery(templatesQuery);
  const own = templates.data?.items.find((one) => one.id === template && one.own);
  const told = { onError: (error: Error) => void message.error(problemText(error)) };
  const renewed = () => cache.invalidateQueries({ queryKey: templatesQuery.queryKey });
  const keep = useMutation({
    mutationFn: async (format: 'xlsx' | 'docx' | undefined) => {
      const kept = await keepTable(spec, template ?? null);
      await cache.invalidateQueries({ queryKey: keptKey });
      if (format) download(kept.id, format);
      message.success(format ? text.exporting : text.kept);
    },
    ...told,
  });
  const shoot = useMutation({ mutationFn: (ready: Table) => picture(ready), ...told });
  const update = useMutation({
    mutationFn: () => (own ? changeTemplate(own.id, { version: own.version, spec }) : Promise.reject(new Error())),
    onSuccess: () => {
      message.success(t.common.saved);
      void renewed();
    },
    ...told,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => withdrawTemplate(id),
    onSuccess: () => {
      pick(undefined);
      void renewed();
    },
    ...told,
  });
  const idle = !table;
  return (
    <>
      <Button icon={<PrinterOutlined />} disabled={idle} onClick={() => window.print()}>
        {text.print}
      </Button>
      <Button
        icon={<FileImageOutlined />}
        disabled={idle}
        loading={shoot.isPending}
        onClick={() => table && shoot.mutate(table)}
      >
        {text.picture}
      </Button>
      <Button icon={<FileWordOutlined />} disabled={idle} loading={keep.isPending} onClick={() => keep.mutate('docx')}>
        {text.word}
      </Button>
      <Button icon={<FileExcelOutlined />} disabled={idle} loading={keep.isPending} onClick={() => keep.mutate('xlsx')}>
        {text.excel}
      </Button>
      <Button disabled={idle} onClick={() => keep.mutate(undefined)}>
        {text.keep}
      </Button>
      {own ? (
        <>
          <Button loading={update.isPending} onClick={() => update.mutate()}>
            {text.change}
          </Button>
          <Popconfirm title={text.withdrawAsk} onConfirm={() => withdraw.mutate(own.id)}>
            <Button>{text.withdraw}</Button>
          </Popconfirm>
        </>
      ) : null}
      <Button type="primary" icon={<SaveOutlined />} disabled={idle} onClick={() => setSaving(true)}>
        {text.save}
      </Button>
      <SaveDialog
        open={saving}
        spec={spec}
        onClose={() => setSaving(false)}
        onSaved={(id) => {
          void renewed();
          pick(id);
        }}
      />
    </>
  );
}
