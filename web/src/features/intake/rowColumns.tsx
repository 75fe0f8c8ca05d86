import type { TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import type { Outcome, Row } from './types';
import { differs, letters, said, titles } from './words';

const text = t.intake;
const { sideOrder } = text;
const NAME = sideOrder[0] ?? '';
const ADDRESS = sideOrder[3] ?? '';

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  return <span className={`intake-outcome intake-outcome--${outcome}`}>{text.outcomes[outcome]}</span>;
}

/** Repairs and faults of a row: the column, what it means, and the words of the server. */
export function MarkList({ row }: { row: Row }) {
  if (row.marks.length === 0) return <span className="soft">{text.rows.plain}</span>;
  return (
    <ul className="plain-list intake-marks">
      {row.marks.map((mark) => {
        const fault = mark.code.startsWith('F');
        return (
          <li key={`${mark.column}-${mark.code}-${mark.message}`} title={text.codes[mark.code]}>
            <span className={fault ? 'mark mark--danger' : 'mark'}>{mark.code}</span>
            <span className="soft num">{text.rows.column(letters(mark.column))}</span>
            <span>{mark.message}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What an update would change: before and after, field by field. */
function Changes({ row }: { row: Row }) {
  const changed = titles([row.before ?? {}, row.values]).filter((title) =>
    differs(row.values, row.before ?? {}, title),
  );
  if (!row.before || changed.length === 0) return null;
  return (
    <ul className="plain-list intake-changes">
      {changed.map((title) => (
        <li key={title}>
          <span className="soft">{title + t.common.colon}</span>
          <del>{said(row.before ?? {}, title) || t.common.none}</del>
          {t.common.arrow}
          <ins>{said(row.values, title)}</ins>
        </li>
      ))}
    </ul>
  );
}

/** Sums and notes are told, but they are no premises. */
const apart = (row: Row): boolean => row.outcome === 'subtotal' || row.outcome === 'note';

export const rowColumns: TableColumnsType<Row> = [
  {
    title: text.rows.row,
    width: 110,
    render: (_, row) => (
      <>
        <span className="num">{text.rows.at(row.row)}</span>
        {row.sheet > 0 ? <div className="soft">{text.rows.onSheet(row.sheet + 1)}</div> : null}
        {row.hidden ? <div className="soft">{text.rows.hidden}</div> : null}
      </>
    ),
  },
  { title: text.rows.outcome, width: 90, render: (_, row) => <OutcomeTag outcome={row.outcome} /> },
  {
    title: text.rows.what,
    width: 320,
    render: (_, row) => {
      const name = said(row.values, NAME);
      if (apart(row)) return <span className="soft">{text.rows.notPremises}</span>;
      return (
        <div className="intake-what">
          {row.premises ? (
            <A href={`/premises/${row.premises}`} title={text.rows.open}>
              {name || text.rows.open}
            </A>
          ) : (
            name || <span className="soft">{text.rows.unnamed}</span>
          )}
          <div className="soft">{said(row.values, ADDRESS)}</div>
        </div>
      );
    },
  },
  {
    title: text.rows.marks,
    render: (_, row) =>
      apart(row) ? null : (
        <div className="intake-told">
          <MarkList row={row} />
          <Changes row={row} />
        </div>
      ),
  },
];
