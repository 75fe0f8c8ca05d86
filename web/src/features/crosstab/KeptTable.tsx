import { FileExcelOutlined, FileImageOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { keptQuery, type TableSpec } from './queries';
import { TableSheet } from './TableSheet';
import { download, picture } from './Tools';

const text = t.crosstab;

interface Props {
  id: string;
  again: (spec: TableSpec) => void;
  back: () => void;
}

/** A kept table. Its figures are those of its day, so they open no rows of today. */
export function KeptTable({ id, again, back }: Props) {
  const kept = useQuery(keptQuery(id));
  if (kept.isPending) return <Loading />;
  if (kept.isError) return <ErrorState error={kept.error} onRetry={() => kept.refetch()} />;
  const { table } = kept.data;
  return (
    <Panel flush className="tables__preview">
      <div className="tables__tools no-print">
        <Button onClick={back}>{text.kept.back}</Button>
        <span className="soft">{text.kept.note(instant(kept.data.made_at))}</span>
        <span className="grow" />
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {text.tools.print}
        </Button>
        <Button icon={<FileImageOutlined />} onClick={() => void picture(table)}>
          {text.tools.picture}
        </Button>
        <Button icon={<FileWordOutlined />} onClick={() => download(id, 'docx')}>
          {text.tools.word}
        </Button>
        <Button icon={<FileExcelOutlined />} onClick={() => download(id, 'xlsx')}>
          {text.tools.excel}
        </Button>
        <Button type="primary" onClick={() => again(table.spec)}>
          {text.kept.again}
        </Button>
      </div>
      <TableSheet table={table} links={false} />
    </Panel>
  );
}
