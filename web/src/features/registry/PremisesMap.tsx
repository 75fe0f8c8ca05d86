import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PremisesFilter } from '@/api/types';
import { t } from '@/i18n';
import { useMap } from '@/ui/map/useMap';
import { EmptyState } from '@/ui/states';
import { pointsQuery, shapesQuery } from './queries';
import { usePoints, useShapes, useView } from './usePremisesLayers';

const text = t.registry.map;
const legend: ['major' | 'open' | 'none', string][] = [
  ['major', text.legendMajor],
  ['open', text.legendOpen],
  ['none', text.legendNone],
];

/** Premises as points, gathered into numbers where they are many. */
export default function PremisesMap({ filter }: { filter: PremisesFilter }) {
  const { box, map, failed } = useMap();
  const [view, setView] = useState({ bbox: '', zoom: 0 });
  const shapes = useQuery(shapesQuery('town'));
  const points = useQuery({ ...pointsQuery(filter, view.bbox, view.zoom), placeholderData: (before) => before });
  useShapes(map, shapes.data, filter.region);
  useView(map, setView);
  usePoints(map, points.data);
  const truncated = (points.data as { truncated?: boolean } | undefined)?.truncated;
  if (failed) return <EmptyState title={text.failed} />;
  return (
    <div className="premises-map">
      <section ref={box} className="premises-map__box" aria-label={t.registry.view.map} />
      <ul className="premises-map__legend">
        {legend.map(([code, label]) => (
          <li key={code}>
            <i className={`pin pin--${code}`} />
            {label}
          </li>
        ))}
      </ul>
      <p className="premises-map__hint soft">
        {truncated ? <b className="danger-text">{text.truncated}</b> : text.hint}
      </p>
    </div>
  );
}
