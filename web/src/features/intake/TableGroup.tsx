import { Checkbox } from 'antd';
import { t } from '@/i18n';
import { number } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { ColumnTable } from './ColumnTable';
import { withTaken } from './mapping';
import type { BatchDetail, Mapping, TableMapping, TableSamples } from './types';

const text = t.intake.mapping;

interface Props {
  mapping: Mapping;
  /** Places of the tables in the mapping; all have the same columns. */
  places: number[];
  samples: TableSamples[] | undefined;
  remembered: BatchDetail['remembered'];
  onChange: (mapping: Mapping) => void;
}

/** Tables with the same columns: which of them are taken, and what their columns mean. */
export function TableGroup({ mapping, places, samples, remembered, onChange }: Props) {
  const tables = places.flatMap((at) => (mapping.tables[at] ? [{ at, table: mapping.tables[at] }] : []));
  const lead = tables.find(({ table }) => table.taken) ?? tables[0];
  if (!lead) return null;
  return (
    <Panel flush title={tables.length > 1 ? text.together(tables.length) : text.table(lead.table.sheet)}>
      <ul className="plain-list intake-tables">
        {tables.map(({ at, table }) => (
          <li key={at}>
            <Checkbox
              checked={table.taken}
              aria-label={text.take(table.sheet, table.first)}
              onChange={(event) => onChange(withTaken(mapping, at, event.target.checked))}
            >
              {about(table)}
            </Checkbox>
            {table.taken ? null : <span className="soft">{text.notTaken}</span>}
          </li>
        ))}
      </ul>
      {lead.table.taken ? (
        <ColumnTable
          table={lead.table}
          places={tables.filter(({ table }) => table.taken).map(({ at }) => at)}
          mapping={mapping}
          samples={samples?.[lead.at]}
          remembered={remembered}
          onChange={onChange}
        />
      ) : null}
    </Panel>
  );
}

function about({ sheet, header_rows, first, last }: TableMapping): string {
  const header =
    header_rows.length > 0 ? text.header([...new Set([header_rows[0], header_rows.at(-1)])].join('—')) : text.noHeader;
  const rows = text.range(number(first), number(last), number(Math.max(0, last - first + 1)));
  return [text.table(sheet), header, rows].join(t.common.pause);
}
