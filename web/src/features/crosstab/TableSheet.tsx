import { t } from '@/i18n';
import { A } from '@/ui/A';
import type { Table } from './queries';

/** The table as it is printed: title, sides, merged head, rows, notes. Every figure opens its rows. */
export function TableSheet({ table, links = true }: { table: Table; links?: boolean }) {
  const text = t.crosstab;
  return (
    <article className="sheet" aria-label={table.title}>
      {table.synthetic ? <p className="sheet__synthetic">{text.synthetic}</p> : null}
      <h2 className="sheet__title">{table.title}</h2>
      <div className="sheet__sides">
        <span>{text.sideOffice(table.office)}</span>
        <span>{text.sideUnit(table.unit, table.made_on)}</span>
      </div>
      <div className="sheet__scroll">
        <table className="sheet__table">
          <thead>
            {table.head.map((line, level) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a head have no other name
              <tr key={level}>
                {line.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor have its cells
                  <th key={at} colSpan={cell.columns} rowSpan={cell.rows} scope="col">
                    {cell.text}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={`${row.kind}-${row.codes.join('/')}`} className={`sheet__row--${row.kind}`}>
                {row.head.map((cell) => (
                  <th key={cell.text} colSpan={cell.columns} rowSpan={cell.rows} scope="row">
                    {cell.text}
                  </th>
                ))}
                {row.cells.map((cell, at) => (
                  <td key={table.columns[at]?.name ?? at} className={cell.value == null ? 'sheet__none' : ''}>
                    <Figure cell={cell} name={table.columns[at]?.name ?? ''} links={links} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ol className="sheet__notes">
        {table.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        <li>{text.foot(table.maker)}</li>
      </ol>
    </article>
  );
}

type Cell = Table['rows'][number]['cells'][number];

function Figure({ cell, name, links }: { cell: Cell; name: string; links: boolean }) {
  if (cell.text === '') return null;
  if (!links || cell.value == null) return cell.text;
  if (!cell.link) return <span title={cell.text.endsWith('%') ? '' : t.crosstab.noLink}>{cell.text}</span>;
  return (
    <A href={cell.link} aria-label={t.crosstab.open(`${name} ${cell.text}`)}>
      {cell.text}
    </A>
  );
}
