import { useMemo } from 'react';
import { palette } from '@/app/theme';
import { useChart } from '@/ui/useChart';
import type { Table } from './queries';

const SHADES = ['#35546e', '#6f8ca5', '#3f6b73', '#8fb0b6', '#9fb3c4', '#5b6b7a', '#b8c7d3', '#7d9aa0'];

/** Bars of the leaf rows, one colour for each column; sums and changes are left out. */
export default function TableChart({ table }: { table: Table }) {
  const option = useMemo(() => chart(table), [table]);
  const box = useChart(option);
  return <div ref={box} className="tables__chart" role="img" aria-label={table.title} />;
}

function chart(table: Table) {
  const rows = table.rows.filter((row) => row.kind === 'leaf').slice(0, 60);
  const shown = table.columns
    .map((column, at) => ({ column, at }))
    .filter(({ column }) => column.series !== 'change' && !column.total)
    .slice(0, 12);
  const stacked = shown.length > 3 && shown.every(({ column }) => column.series === 'current' && column.figure === 0);
  const names = rows.map((row) => row.head[row.head.length - 1]?.text ?? '');
  const axis = { axisLine: { lineStyle: { color: palette.soft } }, axisLabel: { color: palette.soft } };
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: 'inherit' },
    color: SHADES,
    title: { text: table.title },
    legend: { top: 0, type: 'scroll', itemWidth: 14, itemHeight: 10 },
    grid: { left: 56, right: 16, top: 44, bottom: names.length > 8 ? 96 : 40 },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: names,
      ...axis,
      axisLabel: { color: palette.soft, interval: 0, rotate: names.length > 8 ? 40 : 0 },
    },
    yAxis: { type: 'value', splitLine: { lineStyle: { color: palette.line } }, ...axis },
    series: shown.map(({ column, at }) => ({
      name: column.name,
      type: 'bar',
      barMaxWidth: 32,
      ...(stacked ? { stack: 'all' } : {}),
      data: rows.map((row) => row.cells[at]?.value ?? null),
    })),
  };
}
