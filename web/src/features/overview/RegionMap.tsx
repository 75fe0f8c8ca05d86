import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { RegionFigures } from '@/api/types';
import { shapesQuery } from '@/features/registry/queries';
import { t } from '@/i18n';
import { useMap } from '@/ui/map/useMap';
import { EmptyState } from '@/ui/states';
import type { Level } from './level';
import { type Metric, useChoropleth } from './useChoropleth';

const metrics: Metric[] = ['open', 'overdue', 'major'];
const text = t.overview;

interface Props {
  level: Level;
  rows: RegionFigures[];
  onOpen: (code: string) => void;
}

/** Regions of one level shaded by what is open, overdue or major. */
export default function RegionMap({ level, rows, onOpen }: Props) {
  const [metric, setMetric] = useState<Metric>('open');
  const all = useQuery(shapesQuery(level));
  const shapes = useMemo(() => {
    const codes = new Set(rows.map((row) => row.code));
    return all.data && { ...all.data, features: all.data.features.filter((one) => codes.has(one.properties?.code)) };
  }, [all.data, rows]);
  const { box, map, failed } = useMap();
  const scale = useChoropleth(map, shapes, rows, metric, onOpen);
  if (failed || all.isError) return <EmptyState title={text.mapFailed} />;
  return (
    <div className="region-map">
      <section ref={box} className="region-map__box" aria-label={text.map} />
      <div className="region-map__switch no-print">
        <Segmented
          aria-label={text.mapMetricLabel}
          value={metric}
          onChange={(value) => setMetric(value as Metric)}
          options={metrics.map((value) => ({ value, label: text.mapMetric[value] }))}
        />
      </div>
      <div className="region-map__foot">
        <ol className="region-map__legend" aria-hidden="true">
          {scale.map((step) => (
            <li key={step.colour}>
              <i style={{ background: step.colour }} />
              <span className="num">{step.label}</span>
            </li>
          ))}
        </ol>
        <span className="soft">{text.mapHint}</span>
      </div>
    </div>
  );
}
