import type { OutlineNode, TaskRecord } from '@/api/types';
import { t } from '@/i18n';
import { number } from '@/ui/format';
import { nodeName } from './names';
import { type TreeNode, treeOf, unowned } from './outline';

interface Props {
  nodes: OutlineNode[];
  tasks: TaskRecord[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
}

/** The outline as nested lists; gaps stand where the words are missing. */
export function OutlineTree({ nodes, ...rest }: Props) {
  return (
    <ul className="outline" onMouseLeave={() => rest.onHover(undefined)}>
      {treeOf(nodes).map((child) => (
        <Branch key={child.node.id} tree={child} {...rest} />
      ))}
    </ul>
  );
}

function Branch({ tree, ...rest }: Omit<Props, 'nodes'> & { tree: TreeNode }) {
  const { node, children } = tree;
  return (
    <li>
      {node.kind === 'gap' ? <Gap node={node} {...rest} /> : <Row node={node} {...rest} />}
      {children.length > 0 ? (
        <ul>
          {children.map((child) => (
            <Branch key={child.node.id} tree={child} {...rest} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

type RowProps = Omit<Props, 'nodes'> & { node: OutlineNode };

function Row({ node, tasks, selected, onSelect, onHover }: RowProps) {
  const own = tasks.filter((task) => task.clause === node.id);
  const lost = own.filter(unowned).length;
  const status = node.status === 'partial' || node.status === 'elided' ? node.status : undefined;
  return (
    <button
      type="button"
      className={`outline__row outline__row--${node.kind} ${status ? `outline__row--${status}` : ''}`}
      aria-pressed={selected === node.id}
      onClick={() => onSelect(node.id)}
      onMouseEnter={() => onHover(node.id)}
      onFocus={() => onHover(node.id)}
      onBlur={() => onHover(undefined)}
    >
      <span className="outline__id">{nodeName(node)}</span>
      <span className="outline__text">{node.heading || node.text || ''}</span>
      {status ? <span className="hint-mark">{t.plan.status[status]}</span> : null}
      {node.certain === false ? (
        <span
          className="hint-mark"
          title={node.candidates?.length ? t.plan.candidates(node.candidates.join(t.common.comma)) : undefined}
        >
          {t.plan.uncertain}
        </span>
      ) : null}
      {own.length > 0 ? (
        <span className={lost > 0 ? 'outline__count danger-text num' : 'outline__count num'}>
          {lost > 0 ? `! ${own.length}` : own.length}
        </span>
      ) : null}
    </button>
  );
}

function Gap({ node, selected, onSelect, onHover }: RowProps) {
  return (
    <button
      type="button"
      className="outline__gap"
      aria-pressed={selected === node.id}
      onClick={() => onSelect(node.id)}
      onMouseEnter={() => onHover(node.id)}
    >
      {node.omitted_chars ? t.plan.gap(number(node.omitted_chars)) : t.plan.gapUnknown}
    </button>
  );
}
