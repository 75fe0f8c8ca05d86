import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import type { RegionFigures } from '@/api/types';
import { useGo } from '@/app/navigation';
import { OPEN_CLASSES } from '@/features/casework/filter';
import { shapesQuery } from '@/features/registry/queries';
import { t } from '@/i18n';
import { useMap } from '@/ui/map/useMap';
import { EmptyState } from '@/ui/states';
import { type Metric, useChoropleth } from './useChoropleth';

const metrics: Metric[] = ['open', 'overdue', 'major'];
const labels = t.overview.mapMetric;

export const metricLink: Record<Metric, (code: string) => string> = {
  open: (code) => `/cases?region=${code}&state_class=${OPEN_CLASSES}`,
  overdue: (code) => `/cases?region=${code}&overdue=true`,
  major: (code) => `/cases?region=${code}&mark=major&state_class=${OPEN_CLASSES}`,
};

/** Regions shaded by what is open, overdue or major; a click opens the cases there. */
export default function RegionMap({ regions }: { regions: RegionFigures[] }) {
  const [metric, setMetric] = useState<Metric>('open');
  const shapes = useQuery(shapesQuery);
  const { box, map, failed } = useMap();
  const go = useGo();
  const scale = useChoropleth(map, shapes.data, regions, metric, (code) => go(metricLink[metric](code)));
  if (failed || shapes.isError) return <EmptyState title={t.overview.mapFailed} />;
  return (
    <div className="region-map">
      <section ref={box} className="region-map__box" aria-label={t.overview.map} />
      <div className="region-map__switch no-print">
        <Segmented
          value={metric}
          onChange={(value) => setMetric(value as Metric)}
          options={metrics.map((value) => ({ value, label: labels[value] }))}
        />
      </div>
      <ol className="region-map__legend" aria-hidden="true">
        {scale.map((step) => (
          <li key={step.colour}>
            <i style={{ background: step.colour }} />
            <span className="num">{step.label}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
