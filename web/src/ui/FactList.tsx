import type { ReactNode } from 'react';

export type FactRow = readonly [label: string, value: ReactNode];

/** Labels and values in two columns. */
export function FactList({ rows }: { rows: FactRow[] }) {
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label} className="facts__row">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
