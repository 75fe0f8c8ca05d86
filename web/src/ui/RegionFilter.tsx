import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { TreeRow } from '@/api/types';
import { t } from '@/i18n';
import { number } from './format';

interface Node {
  value: string;
  title: React.ReactNode;
  label: string;
  children: Node[];
}

/** Rows with parents become a tree; a row whose parent is out of scope is a root. */
export function regionTree(rows: TreeRow[]): Node[] {
  const nodes = new Map(rows.map((row) => [row.code, node(row)]));
  const roots: Node[] = [];
  for (const row of rows) {
    const own = nodes.get(row.code);
    const parent = row.parent ? nodes.get(row.parent) : undefined;
    if (own) (parent?.children ?? roots).push(own);
  }
  return roots;
}

function node(row: TreeRow): Node {
  const title = (
    <span className="region-node">
      {row.name}
      <span className="soft num">{number(row.count)}</span>
      {row.overdue > 0 ? (
        <span className="danger-text num" title={t.casework.clock.overdueShort}>{`! ${number(row.overdue)}`}</span>
      ) : null}
    </span>
  );
  return { value: row.code, label: row.name, title, children: [] };
}

interface Props {
  rows: TreeRow[] | undefined;
  value: string | undefined;
  onChange: (code: string | undefined) => void;
}

/** Chooses a place out of the tree of the list, with its counts. */
export function RegionFilter({ rows, value, onChange }: Props) {
  const tree = useMemo(() => regionTree(rows ?? []), [rows]);
  return (
    <TreeSelect
      aria-label={t.casework.filters.region}
      style={{ minWidth: 170 }}
      popupMatchSelectWidth={300}
      placeholder={t.casework.filters.allRegions}
      treeData={tree}
      treeNodeLabelProp="label"
      treeDefaultExpandedKeys={tree.map((root) => root.value)}
      showSearch={{ treeNodeFilterProp: 'label' }}
      allowClear
      loading={!rows}
      {...(value ? { value } : {})}
      onChange={(code?: string) => onChange(code)}
    />
  );
}
