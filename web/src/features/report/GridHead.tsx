import { Tooltip } from 'antd';
import type { Column } from './types';

interface Props {
  columns: Column[];
  /** Heads before the columns. */
  first: string[];
  /** Room for a button after the columns. */
  last?: boolean;
  notCollected?: (code: string) => string | undefined;
}

/** Heads with the group above its neighbours. */
export function GridHead({ columns, first, last, notCollected }: Props) {
  const grouped = columns.some((column) => column.group);
  const runs: { group: string | undefined; columns: Column[] }[] = [];
  for (const column of columns) {
    const run = runs.at(-1);
    const group = column.group || undefined;
    if (run && group && run.group === group) run.columns.push(column);
    else runs.push({ group, columns: [column] });
  }
  return (
    <thead>
      <tr>
        {first.map((name) => (
          <th key={name} rowSpan={grouped ? 2 : 1} scope="col">
            {name}
          </th>
        ))}
        {runs.map((run) =>
          run.group ? (
            <th key={run.columns[0]?.code} colSpan={run.columns.length} scope="colgroup">
              {run.group}
            </th>
          ) : (
            <Head
              key={run.columns[0]?.code}
              column={run.columns[0] as Column}
              span={grouped ? 2 : 1}
              note={notCollected}
            />
          ),
        )}
        {last ? <td rowSpan={grouped ? 2 : 1} /> : null}
      </tr>
      {grouped ? (
        <tr>
          {runs
            .filter((run) => run.group)
            .flatMap((run) =>
              run.columns.map((column) => <Head key={column.code} column={column} span={1} note={notCollected} />),
            )}
        </tr>
      ) : null}
    </thead>
  );
}

function Head({ column, span, note }: { column: Column; span: number; note: Props['notCollected'] }) {
  const gone = note?.(column.code);
  return (
    <th rowSpan={span} scope="col">
      <Tooltip title={column.definition}>
        <span className={column.definition ? 'report-defined' : undefined}>
          {column.required ? <b className="report-required">*</b> : null}
          {column.name}
        </span>
      </Tooltip>
      {column.unit ? <small>{column.unit}</small> : null}
      {gone ? <small className="report-gone">{gone}</small> : null}
    </th>
  );
}
