import type { OutlineNode, TaskRecord } from '@/api/types';

export interface TreeNode {
  node: OutlineNode;
  children: TreeNode[];
}

/** Nodes in document order become a tree; a node whose parent is not there is a root. */
export function treeOf(nodes: OutlineNode[]): TreeNode[] {
  const made = new Map(nodes.map((node) => [node.id, { node, children: [] as TreeNode[] }]));
  const roots: TreeNode[] = [];
  for (const node of nodes) {
    const own = made.get(node.id);
    if (own) (made.get(node.parent ?? '')?.children ?? roots).push(own);
  }
  return roots;
}

/** The node and everything under it. */
export function idsUnder(nodes: OutlineNode[], id: string): Set<string> {
  const found = new Set([id]);
  let grew = true;
  while (grew) {
    grew = false;
    for (const node of nodes) {
      if (node.parent && found.has(node.parent) && !found.has(node.id)) {
        found.add(node.id);
        grew = true;
      }
    }
  }
  return found;
}

/** First and last line of these nodes, 1-based; nothing when none of them has lines. */
export function linesOf(nodes: OutlineNode[], ids: Set<string>): [number, number] | undefined {
  const lines = nodes.filter((node) => ids.has(node.id)).flatMap((node) => node.lines ?? []);
  return lines.length > 0 ? [Math.min(...lines), Math.max(...lines)] : undefined;
}

/** The innermost node a source line belongs to: the one with the shortest span. */
export function nodeAtLine(nodes: OutlineNode[], line: number): OutlineNode | undefined {
  return nodes
    .filter((node) => node.lines && line >= (node.lines[0] ?? 0) && line <= (node.lines[1] ?? node.lines[0] ?? 0))
    .sort((a, b) => span(a) - span(b))[0];
}

const span = (node: OutlineNode) => (node.lines?.[1] ?? 0) - (node.lines?.[0] ?? 0);

/** The tasks of a node and of what stands under it. */
export function tasksUnder(tasks: TaskRecord[], nodes: OutlineNode[], id: string | undefined): TaskRecord[] {
  if (!id) return tasks;
  const ids = idsUnder(nodes, id);
  return tasks.filter((task) => ids.has(task.clause));
}

export const unowned = (task: TaskRecord): boolean => task.lead.length === 0;
