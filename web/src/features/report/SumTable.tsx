import { t } from '@/i18n';
import { A } from '@/ui/A';
import { instant } from '@/ui/format';
import { shown } from './cells';
import { GridHead } from './GridHead';
import type { Cells, Sum, SumLine } from './types';

const text = t.report.round;

/** A sum as it is printed, with who is missing said on the table. */
export function SumTable({ sum }: { sum: Sum }) {
  const named = sum.rows !== 'one';
  const first = named ? [t.report.columns.filler, sum.row_head ?? t.report.fill.row] : [t.report.columns.filler];
  const gone = (code: string) =>
    sum.columns.find((column) => column.code === code)?.not_collected ? text.notCollected : undefined;
  return (
    <>
      <div className="report-grid-box">
        <table className="report-grid report-grid--sum">
          <GridHead columns={sum.columns} first={first} notCollected={gone} />
          <tbody>
            {sum.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id of their own and never move
              <tr key={index} className={`report-line--${line.kind}${line.counted ? '' : ' report-line--missing'}`}>
                <th scope="row">
                  <Filler line={line} />
                </th>
                {named ? (
                  <td className="report-row">
                    {line.row ?? (line.kind === 'total' || line.kind === 'subtotal' ? text.subtotal : '')}
                  </td>
                ) : null}
                {sum.columns.map((column) => {
                  const value = (line.cells as Cells)[column.code];
                  const reason = (line.reasons as Cells | undefined)?.[column.code];
                  return (
                    <td
                      key={column.code}
                      className={column.kind === 'text' ? 'report-words' : undefined}
                      title={reason ? shown(reason) : undefined}
                    >
                      {shown(value)}
                      {reason ? (
                        <sup className="report-mark" title={t.report.fill.reason}>
                          ※
                        </sup>
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="report-foot">
        {sum.missing.length > 0 ? (
          <p className="report-late">
            {`${text.missing} ${sum.missing.length}${t.common.colon}${sum.missing.map((one) => one.filler).join(t.common.comma)}`}
          </p>
        ) : (
          <p>{text.missingNone}</p>
        )}
        {sum.partial ? <p className="soft">{text.partial}</p> : null}
        <p className="soft">
          {sum.columns
            .filter((column) => column.definition)
            .map((column) => `${column.name}${t.common.colon}${column.definition}`)
            .join(t.common.semicolon)}
        </p>
        <p className="soft report-print-only">{instant(sum.at)}</p>
      </div>
    </>
  );
}

function Filler({ line }: { line: SumLine }) {
  const name = line.kind === 'child' ? <span className="report-child">{line.filler}</span> : line.filler;
  return (
    <>
      {line.return_id ? <A href={`/reports/returns/${line.return_id}`}>{name}</A> : name}
      {line.counted ? null : <em className="report-missing">{text.notIn}</em>}
    </>
  );
}
