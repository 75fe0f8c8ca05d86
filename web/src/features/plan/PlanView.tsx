import { useState } from 'react';
import type { PlanDocument } from '@/api/types';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { OutlineTree } from './OutlineTree';
import { idsUnder, linesOf, nodeAtLine, tasksUnder } from './outline';
import { SourceText } from './SourceText';
import { TaskList } from './TaskList';

interface Props {
  document: PlanDocument;
  selected: string | undefined;
  onSelect: (node: string | undefined) => void;
}

/** Three columns that answer each other: outline, tasks, source. Hover points, a click stays. */
export function PlanView({ document, selected, onSelect }: Props) {
  const [hovered, setHovered] = useState<string>();
  const { nodes, tasks, lines } = document;
  const lit = hovered ?? selected;
  const range = lit ? linesOf(nodes, idsUnder(nodes, lit)) : undefined;
  const shown = tasksUnder(tasks, nodes, selected);
  const toggle = (id: string) => onSelect(id === selected ? undefined : id);
  return (
    <div className="plan-grid">
      <Panel title={t.plan.outline} flush className="plan-pane">
        <OutlineTree nodes={nodes} tasks={tasks} selected={selected} onSelect={toggle} onHover={setHovered} />
      </Panel>
      <Panel title={`${t.plan.tasks} ${shown.length}`} flush className="plan-pane">
        <TaskList tasks={shown} selected={selected} onSelect={toggle} onHover={setHovered} />
      </Panel>
      <Panel title={t.plan.source} flush className="plan-pane">
        <SourceText
          lines={lines}
          nodes={nodes}
          range={range}
          follow={Boolean(lit)}
          onSelect={(line) => {
            const node = nodeAtLine(nodes, line);
            if (node) onSelect(node.id);
          }}
        />
      </Panel>
    </div>
  );
}
