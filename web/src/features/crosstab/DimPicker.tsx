import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '@/i18n';
import { dimensionsQuery, type TableSpec } from './queries';
import { place } from './spec';

interface Props {
  spec: TableSpec;
  change: (spec: TableSpec) => void;
}

type Where = 'rows' | 'columns' | 'none';

/** Dimensions as chips: click puts one into the rows, dragging puts it where it is dropped. */
export function DimPicker({ spec, change }: Props) {
  const text = t.crosstab;
  const dims = useQuery(dimensionsQuery);
  const fitting = (dims.data ?? []).filter((one) => one.over.includes(spec.over));
  const name = (dim: string) => fitting.find((one) => one.dim === dim)?.name ?? dim;
  const used = [...spec.rows, ...(spec.columns ?? [])];
  const move = (dim: string, where: Where) => change(place(spec, dim, where));
  const zone = (where: 'rows' | 'columns', title: string, hint: string) => (
    <Zone title={title} hint={hint} drop={(dim) => move(dim, where)} where={where}>
      {(spec[where] ?? []).map((dim) => (
        <button
          type="button"
          key={dim}
          className="dim dim--used"
          draggable
          aria-label={`${t.common.remove} ${name(dim)}`}
          onDragStart={(event) => carry(event, dim)}
          onClick={() => move(dim, 'none')}
        >
          {name(dim)}
          <CloseOutlined />
        </button>
      ))}
    </Zone>
  );
  return (
    <div className="dims">
      {zone('rows', text.rows, text.rowsHint)}
      {zone('columns', text.columns, text.columnsHint)}
      <Zone title={text.dims} hint={text.dimsHint} drop={(dim) => move(dim, 'none')} where="none">
        {fitting
          .filter((one) => !used.includes(one.dim))
          .map((one) => (
            <button
              type="button"
              key={one.dim}
              className="dim"
              draggable
              onDragStart={(event) => carry(event, one.dim)}
              onClick={() => move(one.dim, spec.rows.length < 2 ? 'rows' : 'columns')}
            >
              {one.name}
            </button>
          ))}
      </Zone>
    </div>
  );
}

const KIND = 'text/plain';

function carry(event: React.DragEvent, dim: string) {
  event.dataTransfer.setData(KIND, dim);
  event.dataTransfer.effectAllowed = 'move';
}

interface ZoneProps {
  title: string;
  hint: string;
  where: Where;
  drop: (dim: string) => void;
  children: ReactNode;
}

function Zone({ title, hint, where, drop, children }: ZoneProps) {
  return (
    <section
      className={`dims__zone dims__zone--${where}`}
      aria-label={title}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const dim = event.dataTransfer.getData(KIND);
        if (dim) drop(dim);
      }}
    >
      <h3>
        {title}
        <span className="soft">{hint}</span>
      </h3>
      <div className="dims__chips">{children}</div>
    </section>
  );
}
