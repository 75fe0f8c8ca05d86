import { Button, Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';
import { t } from '@/i18n';
import { number } from './format';
import { takenElsewhere } from './keys';
import { EmptyState, ErrorState, Loading } from './states';
import type { Keyset } from './useKeyset';

interface Props<T> extends Omit<TableProps<T>, 'dataSource' | 'pagination' | 'loading'> {
  list: Keyset<T>;
  filtered?: boolean;
  empty?: { title: string; text?: string };
  onOpen?: (row: T) => void;
}

/** A table over a keyset list: no page numbers, more on request; j and k walk the rows, Enter opens one. */
export function KeysetTable<T extends { id: string }>({ list, filtered, empty, onOpen, ...rest }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  useRowKeys(box);
  if (list.isPending) return <Loading />;
  if (list.isError && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.refetch} />;
  if (list.rows.length === 0) {
    return filtered ? (
      <EmptyState title={t.common.empty.filtered} text={t.common.empty.filteredHint} />
    ) : (
      <EmptyState {...empty} />
    );
  }
  return (
    <div ref={box}>
      <Table<T>
        size="small"
        rowKey="id"
        {...rest}
        dataSource={list.rows}
        pagination={false}
        scroll={{ x: 'max-content', ...rest.scroll }}
        {...(onOpen ? { onRow: (row) => openable(() => onOpen(row)) } : {})}
      />
      <KeysetFoot list={list} />
    </div>
  );
}

export function KeysetFoot<T>({ list }: { list: Keyset<T> }) {
  return (
    <div className="keyset-foot no-print">
      <span className="soft">{t.common.shown(number(list.rows.length))}</span>
      {list.hasNextPage ? (
        <Button onClick={() => list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t.common.loadMore}
        </Button>
      ) : (
        <span className="soft">{t.common.allLoaded}</span>
      )}
    </div>
  );
}

function openable(open: () => void) {
  return {
    className: 'row-open',
    tabIndex: 0,
    onClick: (event: React.MouseEvent) => {
      if (!(event.target as Element).closest('a, button, input, label') && !window.getSelection()?.toString()) open();
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) open();
    },
  };
}

/** j and k move the focus from row to row. */
function useRowKeys(box: React.RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || event.ctrlKey || event.metaKey || event.altKey) return;
      if (takenElsewhere(event.target)) return;
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('.row-open') ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      rows[Math.min(rows.length - 1, Math.max(0, event.key === 'j' ? at + 1 : at - 1))]?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [box]);
}
