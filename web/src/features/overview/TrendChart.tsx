import { useMemo } from 'react';
import type { Overview } from '@/api/types';
import { palette } from '@/app/theme';
import { t } from '@/i18n';
import { useChart } from '@/ui/useChart';

/** Cases opened and closed by month. */
export default function TrendChart({ trend }: { trend: Overview['trend'] }) {
  const option = useMemo(() => trendOption(trend), [trend]);
  const box = useChart(option);
  return <div ref={box} className="trend" role="img" aria-label={t.overview.trend} />;
}

function trendOption(trend: Overview['trend']) {
  const axis = { axisLine: { lineStyle: { color: palette.soft } }, axisLabel: { color: palette.soft } };
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: 'inherit' },
    color: ['#9fb3c4', palette.primary],
    legend: { top: 0, right: 0, itemWidth: 14, itemHeight: 10 },
    grid: { left: 40, right: 8, top: 34, bottom: 26 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: trend.map((point) => point.month), ...axis },
    yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: palette.line } }, ...axis },
    series: [
      { name: t.overview.trendOpened, type: 'bar', data: trend.map((point) => point.opened), barMaxWidth: 18 },
      {
        name: t.overview.trendClosed,
        type: 'line',
        data: trend.map((point) => point.closed),
        symbol: 'rect',
        symbolSize: 6,
        lineStyle: { width: 2 },
      },
    ],
  };
}
