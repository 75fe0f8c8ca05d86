import { Button } from 'antd';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { number } from '@/ui/format';
import { MarkList } from './rowColumns';
import type { Choice, Row } from './types';
import { differs, said, titles } from './words';

const text = t.intake.review;

interface Props {
  row: Row;
  /** Whether a decision may be made already. */
  open: boolean;
  busy: boolean;
  onChoose: (choice: Choice) => void;
  onStep: (by: number) => void;
}

/** What the file says beside what the ledger holds; what differs is lit. */
export function ReviewCard({ row, open, busy, onChoose, onStep }: Props) {
  const sides = row.candidates.map((one) => one.values ?? {});
  return (
    <>
      {row.marks.length > 0 ? <MarkList row={row} /> : null}
      <div className="intake-review">
        <table>
          <thead>
            <tr>
              <th scope="col">{text.item}</th>
              <th scope="col">{text.file(row.row)}</th>
              {row.candidates.map((one, at) => (
                <th scope="col" key={one.id}>
                  <A href={`/premises/${one.id}`}>{text.ledger(at + 1)}</A>
                  {one.metres != null ? <span className="soft num"> {text.metres(number(one.metres))}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {titles([row.values, ...sides]).map((title) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{said(row.values, title) || <Nothing />}</td>
                {row.candidates.map((one, at) => {
                  const side = sides[at] ?? {};
                  const other = differs(row.values, side, title);
                  return (
                    <td key={one.id} className={lit(other, said(side, title))}>
                      {said(side, title) || <Nothing />}
                      {other ? <span className="visually-hidden">{t.common.bracketed(text.differs)}</span> : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sides.some((side) => Object.keys(side).length === 0) ? <p className="intake-hint">{text.gone}</p> : null}
      <p className="intake-hint">{text.differsHint}</p>
      <div className="row">
        {open ? (
          <>
            {row.candidates.map((one, at) => (
              <Button
                key={one.id}
                type={at === 0 ? 'primary' : 'default'}
                disabled={busy}
                title={text.sameMeans}
                onClick={() => onChoose({ is: 'premises', id: one.id })}
              >
                {text.same(at + 1)}
              </Button>
            ))}
            <Button disabled={busy} onClick={() => onChoose({ is: 'new' })}>
              {text.fresh}
            </Button>
            <Button disabled={busy} onClick={() => onChoose({ is: 'skip' })}>
              {text.skip}
            </Button>
          </>
        ) : null}
        <span className="grow" />
        <Button onClick={() => onStep(-1)}>{text.before}</Button>
        <Button onClick={() => onStep(1)}>{text.next}</Button>
      </div>
    </>
  );
}

/** What contradicts the file is lit strongly, what the ledger merely lacks only a little. */
const lit = (other: boolean, held: string): string =>
  other ? (held ? 'intake-review__other' : 'intake-review__gap') : '';

const Nothing = () => <span className="soft">{t.common.dash}</span>;
