import type { Table } from './queries';

/** A cell of the drawing: where it stands, how far it reaches, and how it is written. */
interface Box {
  column: number;
  row: number;
  columns: number;
  rows: number;
  text: string;
  head: boolean;
  strong: boolean;
  right: boolean;
}

const FONT = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';
const SIZE = 14;
const PAD = 10;
const LINE = 32;
const MARGIN = 28;
const SCALE = 2;
const ink = { text: '#1e2a35', soft: '#51606e', line: '#9aa7b3', head: '#e6ecf1', strong: '#f3f5f7', made: '#c0341b' };

/** Places head and rows on a grid; a cell covered from above or from the left is passed over. */
export function boxes(table: Table): Box[] {
  const all: Box[] = [];
  const taken = new Set<string>();
  const width = table.row_heads + table.columns.length;
  const put = (row: number, cells: Omit<Box, 'column' | 'row'>[]) => {
    let column = 0;
    for (const cell of cells) {
      while (taken.has(`${row}/${column}`) && column < width) column += 1;
      all.push({ ...cell, column, row });
      for (let down = 0; down < cell.rows; down += 1) {
        for (let right = 0; right < cell.columns; right += 1) taken.add(`${row + down}/${column + right}`);
      }
      column += cell.columns;
    }
  };
  table.head.forEach((line, at) => {
    put(
      at,
      line.map((cell) => ({ ...cell, head: true, strong: true, right: false })),
    );
  });
  table.rows.forEach((row, at) => {
    const strong = row.kind !== 'leaf';
    put(table.head.length + at, [
      ...row.head.map((cell) => ({ ...cell, head: false, strong, right: false })),
      ...row.cells.map((cell) => ({ text: cell.text, columns: 1, rows: 1, head: false, strong, right: true })),
    ]);
  });
  return all;
}

function font(strong: boolean, size = SIZE) {
  return `${strong ? '600 ' : ''}${size}px ${FONT}`;
}

/** Widths that fit every single cell, widened where a merged head needs more. */
function widths(pen: CanvasRenderingContext2D, all: Box[], count: number): number[] {
  const wide = Array.from({ length: count }, () => 56);
  const needed = (box: Box) => {
    pen.font = font(box.strong);
    return Math.ceil(pen.measureText(box.text).width) + 2 * PAD;
  };
  for (const box of all) {
    if (box.columns === 1) wide[box.column] = Math.min(260, Math.max(wide[box.column] ?? 0, needed(box)));
  }
  for (const box of all.filter((one) => one.columns > 1)) {
    const own = wide.slice(box.column, box.column + box.columns);
    const missing = needed(box) - own.reduce((sum, one) => sum + one, 0);
    if (missing <= 0) continue;
    for (let at = box.column; at < box.column + box.columns; at += 1)
      wide[at] = (wide[at] ?? 0) + missing / box.columns;
  }
  return wide;
}

/** Breaks a text into lines no wider than the table; Chinese may break anywhere. */
function wrapped(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const sign of text) {
    if (line && pen.measureText(line + sign).width > width) {
      lines.push(line);
      line = '';
    }
    line += sign;
  }
  return line ? [...lines, line] : lines;
}

interface Words {
  office: string;
  unit: string;
  synthetic: string;
  foot: string;
}

/** Draws the table for a chat group: no network, no page around it. */
export async function drawTable(table: Table, words: Words): Promise<Blob> {
  await document.fonts.ready;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('canvas');
  const all = boxes(table);
  const wide = widths(pen, all, table.row_heads + table.columns.length);
  pen.font = font(false, 13);
  const sides = pen.measureText(words.office).width + pen.measureText(words.unit).width + 40;
  pen.font = font(true, 22);
  const least = Math.max(sides, pen.measureText(table.title).width + 40, 560);
  const sum = wide.reduce((total, one) => total + one, 0);
  if (sum < least)
    wide.forEach((one, at) => {
      wide[at] = one + (least - sum) / wide.length;
    });
  const inner = Math.max(sum, least);
  pen.font = font(false, 12);
  const notes = [...table.notes, words.foot].flatMap((note) => wrapped(pen, note, inner));
  const top = MARGIN + (table.synthetic ? 26 : 0) + 40 + 30;
  const lines = table.head.length + table.rows.length;
  const height = top + lines * LINE + 12 + notes.length * 20 + MARGIN;
  canvas.width = Math.ceil((inner + 2 * MARGIN) * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  pen.scale(SCALE, SCALE);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, inner + 2 * MARGIN, height);
  pen.textBaseline = 'middle';
  heading(pen, table, words, inner);
  const left = wide.map((_, at) => MARGIN + wide.slice(0, at).reduce((total, one) => total + one, 0));
  for (const box of all) cell(pen, box, left, wide, top);
  pen.font = font(false, 12);
  pen.fillStyle = ink.soft;
  pen.textAlign = 'left';
  notes.forEach((note, at) => {
    pen.fillText(note, MARGIN, top + lines * LINE + 22 + at * 20);
  });
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('canvas'))), 'image/png');
  });
}

function heading(pen: CanvasRenderingContext2D, table: Table, words: Words, inner: number) {
  let y = MARGIN;
  if (table.synthetic) {
    pen.font = font(true, 13);
    pen.fillStyle = ink.made;
    pen.textAlign = 'left';
    pen.fillText(words.synthetic, MARGIN, y + 8);
    y += 26;
  }
  pen.fillStyle = ink.text;
  pen.font = font(true, 22);
  pen.textAlign = 'center';
  pen.fillText(table.title, MARGIN + inner / 2, y + 16);
  pen.font = font(false, 13);
  pen.textAlign = 'left';
  pen.fillText(words.office, MARGIN, y + 54);
  pen.textAlign = 'right';
  pen.fillText(words.unit, MARGIN + inner, y + 54);
}

function cell(pen: CanvasRenderingContext2D, box: Box, left: number[], wide: number[], top: number) {
  const x = left[box.column] ?? 0;
  const y = top + box.row * LINE;
  const width = wide.slice(box.column, box.column + box.columns).reduce((total, one) => total + one, 0);
  const height = box.rows * LINE;
  if (box.head || box.strong) {
    pen.fillStyle = box.head ? ink.head : ink.strong;
    pen.fillRect(x, y, width, height);
  }
  pen.strokeStyle = ink.line;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + 0.5, width, height);
  pen.font = font(box.strong);
  pen.fillStyle = ink.text;
  pen.textAlign = box.right ? 'right' : 'center';
  let shown = box.text;
  while (shown && pen.measureText(shown).width > width - PAD) shown = shown.slice(0, -1);
  if (shown !== box.text) shown = `${shown.slice(0, -1)}…`;
  pen.fillText(shown, box.right ? x + width - PAD : x + width / 2, y + height / 2 + 1);
}

/** Hands a file to the browser under a name. */
export function handOver(blob: Blob, name: string) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
