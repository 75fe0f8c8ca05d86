import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, DatePicker, Form, Select, Table, type TableColumnsType } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { t } from '@/i18n';
import { FormDialog } from '@/ui/FormDialog';
import { instant, today } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { problemText } from '@/ui/problem';
import { EmptyState } from '@/ui/states';
import { type Dossier, dossierQuery, examinersQuery, type Opening, openDossier, takeBack } from './queries';

const text = t.dossier.page;
const required = { required: true, message: t.common.required };

interface Values {
  user_id: string;
  until: Dayjs;
  may_download?: boolean;
}

/** To whom a dossier is open, until when, and whether they may take originals away. */
export function Openings({ dossier }: { dossier: Dossier }) {
  const cache = useQueryClient();
  const [opening, setOpening] = useState(false);
  const examiners = useQuery({ ...examinersQuery, enabled: opening });
  const keep = (made: Dossier) => cache.setQueryData(dossierQuery(dossier.id).queryKey, made);
  const columns: TableColumnsType<Opening> = [
    { title: text.examiner, dataIndex: 'name' },
    {
      title: text.until,
      render: (_, row) => <span className="num">{text.untilShort(row.until)}</span>,
    },
    { title: t.dossier.columns.state, render: (_, row) => standing(row) },
    { title: text.mayDownload, render: (_, row) => (row.may_download ? text.mayDownload : text.lookOnly) },
    {
      title: text.opened,
      render: (_, row) => <span className="num">{`${instant(row.opened_at)} ${row.opened_by}`}</span>,
    },
    { key: 'close', render: (_, row) => (row.closed_at ? null : <Close dossier={dossier} row={row} keep={keep} />) },
  ];
  return (
    <Panel
      flush
      title={text.openings}
      extra={
        <Button size="small" onClick={() => setOpening(true)}>
          {text.openTo}
        </Button>
      }
    >
      {dossier.openings.length === 0 ? (
        <EmptyState title={text.noOpenings} />
      ) : (
        <Table<Opening>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={dossier.openings}
          pagination={false}
          scroll={{ x: 'max-content' }}
        />
      )}
      <FormDialog<Values, Dossier>
        open={opening}
        title={text.openTo}
        onClose={() => setOpening(false)}
        initial={{ until: dayjs(today()).add(30, 'day') }}
        send={(values) =>
          openDossier(dossier.id, {
            user_id: values.user_id,
            until: values.until.format('YYYY-MM-DD'),
            may_download: values.may_download ?? false,
          })
        }
        onDone={(made) => {
          keep(made);
          setOpening(false);
        }}
      >
        <Form.Item name="user_id" label={text.examiner} rules={[required]}>
          <Select
            loading={examiners.isPending && opening}
            placeholder={t.common.choose}
            notFoundContent={text.noExaminers}
            options={(examiners.data ?? []).map((one) => ({
              value: one.user_id,
              label: t.dossier.sheetLine(one.name, one.post),
            }))}
          />
        </Form.Item>
        <Form.Item name="until" label={text.until} rules={[required]}>
          <DatePicker minDate={dayjs(today())} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="may_download" valuePropName="checked">
          <Checkbox>{text.mayDownload}</Checkbox>
        </Form.Item>
      </FormDialog>
    </Panel>
  );
}

function standing(row: Opening) {
  if (row.closed_at) return <span className="soft num">{text.closed(instant(row.closed_at))}</span>;
  if (row.until < today()) return <span className="soft">{text.over}</span>;
  return text.open;
}

function Close({ dossier, row, keep }: { dossier: Dossier; row: Opening; keep: (made: Dossier) => void }) {
  const { modal, message } = App.useApp();
  const close = useMutation({
    mutationFn: () => takeBack(dossier.id, row.id),
    onSuccess: keep,
    onError: (error) => message.error(problemText(error)),
  });
  const ask = () =>
    modal.confirm({ title: `${text.close} ${row.name}`, content: text.closeAsk, onOk: () => close.mutateAsync() });
  return (
    <Button size="small" onClick={ask} loading={close.isPending}>
      {text.close}
    </Button>
  );
}
