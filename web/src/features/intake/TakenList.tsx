import type { TableColumnsType } from 'antd';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { KeysetTable } from '@/ui/KeysetTable';
import { useKeyset } from '@/ui/useKeyset';
import { readTaken, takenKey } from './queries';
import { OutcomeTag } from './rowColumns';
import type { BatchDetail, TakenPremises } from './types';

const text = t.intake.taken;
type Line = TakenPremises & { key: string };

const columns: TableColumnsType<Line> = [
  {
    title: text.name,
    render: (_, row) =>
      row.name ? <A href={`/premises/${row.id}`}>{row.name}</A> : <span className="soft">{text.gone}</span>,
  },
  { title: text.kind, width: 150, render: (_, row) => row.kind ?? t.common.dash },
  { title: text.region, width: 200, render: (_, row) => row.region ?? t.common.dash },
  { title: text.address, render: (_, row) => row.address ?? t.common.dash },
  { title: text.outcome, width: 90, render: (_, row) => <OutcomeTag outcome={row.outcome} /> },
  {
    title: text.row,
    width: 90,
    align: 'right',
    render: (_, row) => <span className="num">{t.intake.rows.at(row.row)}</span>,
  },
];

/** The premises this import made or changed. */
export function TakenList({ batch }: { batch: BatchDetail }) {
  const list = useKeyset<Line>(takenKey(batch.id), async (page) => {
    const answer = await readTaken(batch.id)(page);
    return { ...answer, items: answer.items.map((one) => ({ ...one, key: `${one.sheet}-${one.row}` })) };
  });
  return <KeysetTable list={list} columns={columns} rowKey="key" empty={{ title: text.none, text: text.noneHint }} />;
}
