import type { PlanTask } from './planQueries';

export interface Segment {
  text: string;
  from: number;
  tasks: PlanTask[];
}

/** Cuts a node's words where spans of tasks begin and end; offsets count code points, as the server's do. */
export function segmentsOf(words: string, tasks: PlanTask[]): Segment[] {
  const letters = Array.from(words);
  const cuts = new Set([0, letters.length]);
  for (const task of tasks) {
    for (const span of task.spans ?? []) {
      cuts.add(Math.min(span.from, letters.length));
      cuts.add(Math.min(span.to, letters.length));
    }
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1] ?? letters.length;
    const own = tasks.filter((task) => (task.spans ?? []).some((span) => span.from <= from && span.to >= to));
    return { text: letters.slice(from, to).join(''), from, tasks: own };
  });
}

/** Where a text may be cut: after a punctuation mark that something follows. */
export function cutsOf(words: string): number[] {
  const letters = Array.from(words);
  return letters.flatMap((letter, at) => (/[，；。、：！？]/.test(letter) && at + 1 < letters.length ? [at + 1] : []));
}
