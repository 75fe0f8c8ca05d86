import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { t } from '@/i18n';
import { bytes, civil } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { GapMark } from './Marks';
import { type ExaminedFile, type ExaminedItem, type ExaminedRow, readExaminedItem } from './queries';

const text = t.dossier.examine;

/** Rows of an item as they stood at the making, each with its files. */
export function ExamineItem({ id, item }: { id: string; item: ExaminedItem }) {
  const [shown, setShown] = useState<ExaminedFile>();
  const query = useInfiniteQuery({
    queryKey: ['examined', id, item.position],
    queryFn: ({ pageParam }) => readExaminedItem(id, item.position, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel flush title={`${item.item.number} ${item.item.text}`} extra={<GapMark gap={item.gap} />}>
      {item.missing.length > 0 ? (
        <ul className="dossier-missing dossier-total">
          {item.missing.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && rows.length === 0 ? <EmptyState title={text.empty} /> : null}
      {rows.map((row) => (
        <Row key={row.seq} row={row} onShow={setShown} />
      ))}
      {query.hasNextPage ? (
        <div className="dossier-total">
          <Button onClick={() => query.fetchNextPage()} loading={query.isFetchingNextPage}>
            {text.more}
          </Button>
        </div>
      ) : null}
      <Modal
        open={shown !== undefined}
        title={shown?.name}
        footer={null}
        width={1000}
        onCancel={() => setShown(undefined)}
      >
        {shown?.picture_url ? <img className="examine-picture" src={shown.picture_url} alt={shown.name} /> : null}
      </Modal>
    </Panel>
  );
}

function Row({ row, onShow }: { row: ExaminedRow; onShow: (file: ExaminedFile) => void }) {
  const facts: [string, string][] = [
    [t.dossier.sheets.source, t.dossier.sources[row.source] ?? row.source],
    [text.region, row.region],
    [text.on, civil(row.on)],
    ...(row.due ? [[text.due, row.due] as [string, string]] : []),
    ...(row.closed ? [[text.closed, row.closed] as [string, string]] : []),
  ];
  return (
    <section className="examine-row">
      <div className="examine-row__head">
        {row.number ? <span className="num soft">{row.number}</span> : null}
        <b>{row.title}</b>
        <span>{row.state}</span>
        {row.note ? <span className="soft">{row.note}</span> : null}
      </div>
      <div className="examine-row__facts num">
        {facts.map(([label, value]) => (
          <span key={label}>{`${label} ${value}`}</span>
        ))}
      </div>
      {row.source === 'cases' && row.files.length === 0 ? <p className="danger-text">{text.noFiles}</p> : null}
      {row.files.length > 0 ? (
        <div className="examine-files">
          {row.files.map((file) => (
            <File key={file.id} file={file} onShow={onShow} />
          ))}
        </div>
      ) : null}
    </section>
  );
}

function File({ file, onShow }: { file: ExaminedFile; onShow: (file: ExaminedFile) => void }) {
  return (
    <div className="examine-file">
      {file.picture_url ? (
        <button type="button" aria-label={text.picture(file.name)} onClick={() => onShow(file)}>
          <img src={`${file.picture_url}?small=true`} alt="" loading="lazy" />
        </button>
      ) : null}
      <p className="num">{[file.stage, file.grade, bytes(file.size)].filter(Boolean).join(' · ')}</p>
      {file.original_url ? <a href={file.original_url}>{text.original}</a> : null}
      {!file.picture_url && !file.original_url ? <p className="soft">{text.notAllowed}</p> : null}
    </div>
  );
}
