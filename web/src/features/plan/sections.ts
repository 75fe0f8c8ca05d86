import type { OutlineNode } from '@/api/types';
import { idsUnder } from './outline';
import type { TaskProgress } from './planQueries';

export interface SectionRow {
  id: string;
  title: string;
  tasks: number;
  done: number;
  overdue: number;
  /** Mean of verified against target. */
  share: number;
  /** The same with what is only reported. */
  reported: number;
}

/** Tasks rolled up by section; sections without tasks are left out. */
export function bySection(nodes: OutlineNode[], tasks: TaskProgress[]): SectionRow[] {
  return nodes
    .filter((node) => node.kind === 'section')
    .map((node) => {
      const ids = idsUnder(nodes, node.id);
      const own = tasks.filter((task) => ids.has(task.clause));
      const mean = (value: (task: TaskProgress) => number) =>
        own.length > 0 ? own.reduce((sum, task) => sum + value(task), 0) / own.length : 0;
      const count = (standing: string) => own.filter((task) => task.progress.standing === standing).length;
      return {
        id: node.id,
        title: node.heading ?? '',
        tasks: own.length,
        done: count('done'),
        overdue: count('overdue'),
        share: mean((task) => task.progress.share),
        reported: mean((task) => task.progress.reported_share),
      };
    })
    .filter((row) => row.tasks > 0);
}
