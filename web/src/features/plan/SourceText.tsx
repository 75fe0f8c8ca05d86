import { useEffect, useRef } from 'react';
import type { OutlineNode } from '@/api/types';
import { t } from '@/i18n';
import { number } from '@/ui/format';

interface Props {
  lines: string[];
  nodes: OutlineNode[];
  range: [number, number] | undefined;
  follow: boolean;
  onSelect: (line: number) => void;
}

/** The document as it was handed in, line by line; the lines of the chosen part are lit. */
export function SourceText({ lines, nodes, range, follow, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const first = range?.[0];
  useEffect(() => {
    if (!follow || first === undefined) return;
    const line = box.current?.querySelector<HTMLElement>(`[data-line="${first}"]`);
    if (line && box.current) box.current.scrollTop = line.offsetTop - box.current.offsetTop - 60;
  }, [first, follow]);
  const gaps = new Map(nodes.filter((node) => node.kind === 'gap').map((node) => [node.lines?.[0] ?? 0, node]));
  return (
    <div className="source" ref={box}>
      {lines.map((line, at) => {
        const number1 = at + 1;
        const lit = range && number1 >= range[0] && number1 <= range[1];
        const gap = gaps.get(number1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={at} data-line={number1} className={lit ? 'source__line source__line--lit' : 'source__line'}>
            <button
              type="button"
              className="source__number num"
              onClick={() => onSelect(number1)}
              aria-label={t.plan.task.line(number1, number1)}
            >
              {number1}
            </button>
            <span>
              {line}
              {gap ? (
                <b className="source__gap">
                  {gap.omitted_chars ? t.plan.gap(number(gap.omitted_chars)) : t.plan.gapUnknown}
                </b>
              ) : null}
            </span>
          </div>
        );
      })}
    </div>
  );
}
