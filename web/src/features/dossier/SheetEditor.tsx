import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useGo } from '@/app/navigation';
import { clausesQuery } from '@/features/plan/queries';
import { t } from '@/i18n';
import { ErrorNote } from '@/ui/ErrorNote';
import { number } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { EmptyState } from '@/ui/states';
import { type Sheet, type SheetItem, type SheetText, sheetQuery, sheetsKey } from './queries';
import { SheetItemFields } from './SheetItemFields';

const text = t.dossier.sheets;

interface Props {
  title: string;
  items: SheetItem[];
  disabled?: boolean;
  save: (sheet: SheetText) => Promise<Sheet>;
  saveText: string;
}

/** A line with a key of its own, so that moving it moves its fields. */
interface Line {
  key: number;
  item: SheetItem;
}

/** The items of a sheet, line by line. */
export function SheetEditor({ title: first, items, disabled = false, save, saveText }: Props) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const go = useGo();
  const next = useRef(items.length);
  const [title, setTitle] = useState(first);
  const [lines, setLines] = useState<Line[]>(() => items.map((item, key) => ({ key, item })));
  const clauses = useQuery(clausesQuery);
  const options = useMemo(
    () => (clauses.data ?? []).map((row) => ({ value: row.id, label: `${row.id} ${row.title ?? ''}`.trim() })),
    [clauses.data],
  );
  const write = useMutation({
    mutationFn: () => save({ title, items: lines.map((line) => line.item) }),
    onSuccess: (saved) => {
      message.success(t.common.saved);
      cache.setQueryData(sheetQuery(saved.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: sheetsKey, exact: true });
      go(`/scoring-sheets/${saved.id}`);
    },
  });
  const change = (key: number, item: SheetItem) =>
    setLines((before) => before.map((line) => (line.key === key ? { key, item } : line)));
  const move = (from: number, by: number) =>
    setLines((before) => {
      const after = [...before];
      const [line] = after.splice(from, 1);
      if (line) after.splice(from + by, 0, line);
      return after;
    });
  const add = () => {
    const item: SheetItem = { number: String(lines.length + 1), text: '', clauses: [], wants: [] };
    setLines((before) => [...before, { key: next.current++, item }]);
  };
  const total = lines.reduce((sum, line) => sum + (line.item.points ?? 0), 0);
  return (
    <Panel
      flush
      title={
        <Input
          aria-label={text.name}
          placeholder={text.name}
          maxLength={100}
          value={title}
          disabled={disabled}
          style={{ width: 420, maxWidth: '100%' }}
          onChange={(event) => setTitle(event.target.value)}
        />
      }
      extra={
        <div className="sheet-tools">
          <span className="soft num">{text.total(number(total))}</span>
          {disabled ? null : (
            <Button
              type="primary"
              loading={write.isPending}
              disabled={lines.length === 0}
              onClick={() => write.mutate()}
            >
              {saveText}
            </Button>
          )}
        </div>
      }
    >
      {write.isError ? <ErrorNote error={write.error} /> : null}
      {lines.length === 0 ? <EmptyState title={text.empty} /> : null}
      {lines.map((line, index) => (
        <SheetItemFields
          key={line.key}
          item={line.item}
          clauses={options}
          disabled={disabled}
          first={index === 0}
          last={index === lines.length - 1}
          onChange={(item) => change(line.key, item)}
          onMove={(by) => move(index, by)}
          onRemove={() => setLines((before) => before.filter((one) => one.key !== line.key))}
        />
      ))}
      {disabled ? null : (
        <div className="dossier-total">
          <Button icon={<PlusOutlined />} onClick={add}>
            {text.addItem}
          </Button>
        </div>
      )}
    </Panel>
  );
}
