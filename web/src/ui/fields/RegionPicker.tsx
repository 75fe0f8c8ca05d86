import { useQueryClient } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { useEffect, useState } from 'react';
import { client, take } from '@/api/client';
import type { Region } from '@/api/types';
import { t } from '@/i18n';

interface Node {
  id: string;
  pId: string | null;
  value: string;
  title: string;
  isLeaf: boolean;
}
interface Props {
  id?: string;
  value?: string;
  onChange?: (code: string | undefined) => void;
  /** Shown until the tree has been opened down to the value. */
  valueName?: string | undefined;
}

/** Chooses a place in one's scope; children are read as the tree is opened. */
export function RegionPicker({ id, value, onChange, valueName }: Props) {
  const cache = useQueryClient();
  const [nodes, setNodes] = useState<Node[]>([]);
  useEffect(() => {
    void readRegions(cache).then((roots) => setNodes((before) => (before.length > 0 ? before : roots.map(asNode))));
  }, [cache]);
  const known = nodes.some((node) => node.value === value);
  const shown = known || !value || !valueName ? nodes : [...nodes, placeholder(value, valueName)];
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      treeDataSimpleMode
      treeData={shown}
      {...(value ? { value } : {})}
      onChange={(code?: string) => onChange?.(code)}
      loadData={async (node) => {
        const children = await readRegions(cache, String(node.value));
        setNodes((before) => [...before.filter((one) => one.pId !== node.value), ...children.map(asNode)]);
      }}
      placeholder={t.common.choose}
      allowClear
      style={{ width: '100%' }}
    />
  );
}

const asNode = (region: Region): Node => ({
  id: region.code,
  pId: region.parent ?? null,
  value: region.code,
  title: region.name,
  isLeaf: !region.has_children,
});
const placeholder = (code: string, name: string): Node => ({
  id: code,
  pId: null,
  value: code,
  title: name,
  isLeaf: true,
});

/** Roots come without a parent in the tree, whatever their parent outside the scope is. */
async function readRegions(cache: ReturnType<typeof useQueryClient>, parent?: string): Promise<Region[]> {
  const rows = await cache.fetchQuery({
    queryKey: ['regions', parent ?? ''],
    queryFn: () => take(client.GET('/regions', { params: { query: parent ? { parent } : {} } })),
    staleTime: 10 * 60_000,
  });
  return parent ? rows.map((row) => ({ ...row, parent })) : rows.map((row) => ({ ...row, parent: null }));
}
