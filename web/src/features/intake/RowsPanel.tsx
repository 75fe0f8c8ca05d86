import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useFilters } from '@/app/navigation';
import { t } from '@/i18n';
import { number } from '@/ui/format';
import { KeysetTable } from '@/ui/KeysetTable';
import { useKeyset } from '@/ui/useKeyset';
import { codesQuery, type RowsFilter, readRows, rowsKey } from './queries';
import { rowColumns } from './rowColumns';
import type { BatchDetail, Code, Outcome, Row } from './types';

const text = t.intake;
const OUTCOMES: Outcome[] = ['inserted', 'updated', 'unchanged', 'rejected', 'review', 'skipped', 'subtotal', 'note'];

/** The rows one by one with their marks, by outcome and by repair or fault. */
export function RowsPanel({ batch }: { batch: BatchDetail }) {
  const [search, change] = useFilters();
  const codes = useQuery(codesQuery(batch.id));
  const filter: RowsFilter = {};
  if (OUTCOMES.includes(search.outcome as Outcome)) filter.outcome = search.outcome as Outcome;
  if (search.code && search.code in text.codes) filter.code = search.code as Code;
  const list = useKeyset<Row>(rowsKey(batch.id, filter), readRows(batch.id, filter));
  const option = ({ code, rows }: { code: Code; rows: number }) => ({
    value: code,
    label: `${code} ${text.codes[code]}${t.common.bracketed(number(rows))}`,
  });
  const counted = codes.data ?? [];
  const options = [
    { label: text.faults, options: counted.filter((one) => one.fault).map(option) },
    { label: text.repairs, options: counted.filter((one) => !one.fault).map(option) },
  ].filter((group) => group.options.length > 0);
  return (
    <>
      <div className="filters no-print">
        <Select
          aria-label={text.rows.outcome}
          style={{ minWidth: 140 }}
          allowClear
          placeholder={text.rows.allOutcomes}
          value={filter.outcome ?? null}
          options={OUTCOMES.map((value) => ({ value, label: text.outcomes[value] }))}
          onChange={(outcome) => change({ outcome: outcome ?? undefined })}
        />
        <Select
          aria-label={text.rows.code}
          style={{ minWidth: 340 }}
          allowClear
          placeholder={text.rows.allCodes}
          value={filter.code ?? null}
          options={options}
          loading={codes.isPending}
          onChange={(code) => change({ code: code ?? undefined })}
        />
        <PlainNew batch={batch} filter={filter} />
      </div>
      <KeysetTable
        list={list}
        columns={rowColumns}
        filtered={Object.keys(filter).length > 0}
        empty={{ title: text.rows.plain }}
      />
    </>
  );
}

/** New rows that needed nothing are not listed: it is said instead of left to be missed. */
function PlainNew({ batch, filter }: { batch: BatchDetail; filter: RowsFilter }) {
  const seen = filter.code === undefined && (filter.outcome ?? 'inserted') === 'inserted';
  if (!seen || batch.counts.inserted === 0) return null;
  return <span className="soft">{text.rows.plainNew}</span>;
}
