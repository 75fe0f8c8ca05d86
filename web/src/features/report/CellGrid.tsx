import { Button, Input } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { t } from '@/i18n';
import { instant } from '@/ui/format';
import { computed, freshKey, pasted, place, shown, type Typed } from './cells';
import { GridHead } from './GridHead';
import type { Cell, Column, Fault, Return } from './types';

const text = t.report.fill;

interface Props {
  detail: Return;
  rows: Typed[];
  reasons: Record<string, string>;
  /** What is wrong by place, of this very content. */
  faults: Map<string, Fault>;
  editable: boolean;
  onRows: (rows: Typed[], source: 'page' | 'paste') => void;
  onReason: (place: string, reason: string) => void;
}

/** The cells of a return: arrow keys and Enter walk, a block from a spreadsheet is pasted where the cursor stands. */
export function CellGrid({ detail, rows, reasons, faults, editable, onRows, onReason }: Props) {
  const box = useRef<HTMLTableSectionElement>(null);
  const { layout } = detail;
  const free = layout.rows === 'free';
  const names = new Map((layout.items ?? []).map((item) => [item.key, item.name]));
  const first = layout.rows === 'fixed' ? (layout.row_head ?? text.row) : free ? '#' : text.filler;
  const set = (index: number, code: string, value: Cell) =>
    onRows(
      rows.map((row, at) => (at === index ? { ...row, cells: { ...row.cells, [code]: value } } : row)),
      'page',
    );
  const onPaste = (event: ClipboardEvent, row: number, column: number) => {
    const clip = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(clip.trimEnd())) return;
    event.preventDefault();
    onRows(pasted(rows, layout, { row, column }, clip), 'paste');
  };
  return (
    <div className="report-grid-box">
      <table className="report-grid">
        <GridHead columns={layout.columns} first={[first]} last={free && editable} />
        <tbody ref={box}>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <th scope="row">{free ? index + 1 : (names.get(row.key) ?? detail.filler)}</th>
              {layout.columns.map((column, at) => {
                const key = place(row.key, column.code);
                const fault = faults.get(key);
                const ledger = detail.ledger[key];
                const differs =
                  ledger && shown(row.cells[column.code]) !== '' && Number(row.cells[column.code]) !== ledger.value;
                return (
                  <td key={column.code} className={fault ? 'report-cell--wrong' : undefined} data-label={column.name}>
                    {column.formula ? (
                      <output title={text.computed}>
                        {shown(computed(column, row.cells) ?? null) || t.common.dash}
                      </output>
                    ) : (
                      <CellInput
                        column={column}
                        value={row.cells[column.code]}
                        label={`${free ? index + 1 : (names.get(row.key) ?? '')} ${column.name}`.trim()}
                        disabled={!editable}
                        wrong={fault?.message}
                        onChange={(value) => set(index, column.code, value)}
                        onPaste={(event) => onPaste(event, index, at)}
                        onKeyDown={(event) => walk(event, box.current)}
                        at={`${index}:${at}`}
                      />
                    )}
                    {ledger ? (
                      <a
                        className="report-ledger"
                        href={ledger.link ?? undefined}
                        title={ledger.definition}
                        target="_blank"
                        rel="noreferrer"
                      >
                        {text.ledgerAt(String(ledger.value), instant(ledger.at))}
                      </a>
                    ) : null}
                    {differs || reasons[key] || fault?.code === 'reason' ? (
                      <Input
                        size="small"
                        className="report-reason"
                        aria-label={`${column.name} ${text.reason}`}
                        placeholder={text.reasonNeeded}
                        disabled={!editable}
                        value={reasons[key] ?? ''}
                        onChange={(event) => onReason(key, event.target.value)}
                        maxLength={300}
                      />
                    ) : null}
                    {fault ? <div className="report-fault">{fault.message}</div> : null}
                  </td>
                );
              })}
              {free && editable ? (
                <td>
                  <Button
                    size="small"
                    type="text"
                    onClick={() =>
                      onRows(
                        rows.filter((_, at) => at !== index),
                        'page',
                      )
                    }
                  >
                    {text.removeRow}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {free && editable ? (
        <Button className="report-add" onClick={() => onRows([...rows, { key: freshKey(rows), cells: {} }], 'page')}>
          {text.addRow}
        </Button>
      ) : null}
    </div>
  );
}

interface InputProps {
  column: Column;
  value: Cell;
  label: string;
  disabled: boolean;
  wrong: string | undefined;
  at: string;
  onChange: (value: Cell) => void;
  onPaste: (event: ClipboardEvent) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

function CellInput({ column, value, label, disabled, wrong, at, onChange, onPaste, onKeyDown }: InputProps) {
  const common = {
    'aria-label': label,
    'aria-invalid': Boolean(wrong),
    'data-at': at,
    disabled,
    onPaste,
    onKeyDown,
    className: 'report-input',
  };
  if (column.kind === 'choice' || column.kind === 'yes_no') {
    const options = column.kind === 'yes_no' ? [text.yes, text.no] : (column.choices ?? []);
    return (
      <select {...common} value={shown(value)} onChange={(event) => onChange(event.target.value)}>
        <option value="">{''}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      type={column.kind === 'date' ? 'date' : 'text'}
      inputMode={column.kind === 'number' ? 'decimal' : undefined}
      className={`report-input report-input--${column.kind}`}
      value={shown(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Moves the focus by arrows and Enter; left and right only from the end of the text. */
function walk(event: KeyboardEvent<HTMLElement>, box: HTMLElement | null) {
  const [row = 0, column = 0] = (event.currentTarget.dataset.at ?? '').split(':').map(Number);
  const field =
    event.currentTarget instanceof HTMLInputElement && event.currentTarget.type === 'text' ? event.currentTarget : null;
  const select = event.currentTarget instanceof HTMLSelectElement;
  const steps: Record<string, [number, number] | undefined> = {
    Enter: [1, 0],
    ArrowDown: select ? undefined : [1, 0],
    ArrowUp: select ? undefined : [-1, 0],
    ArrowLeft: field && field.selectionStart === 0 && field.selectionEnd === 0 ? [0, -1] : undefined,
    ArrowRight: field && field.selectionStart === field.value.length ? [0, 1] : undefined,
  };
  const step = steps[event.key];
  if (!step || !box || event.nativeEvent.isComposing) return;
  for (let far = 1; far < 200; far += 1) {
    const next = box.querySelector<HTMLElement>(`[data-at="${row + step[0] * far}:${column + step[1] * far}"]`);
    if (next) {
      event.preventDefault();
      next.focus();
      if (next instanceof HTMLInputElement && next.type === 'text') next.select();
      return;
    }
  }
}
