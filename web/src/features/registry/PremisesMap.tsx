import { useQuery } from '@tanstack/react-query';
import { Button, Spin } from 'antd';
import { useState } from 'react';
import type { PremisesFilter } from '@/api/types';
import { t } from '@/i18n';
import { TONES } from '@/ui/map/marks';
import { useMap } from '@/ui/map/useMap';
import { EmptyState } from '@/ui/states';
import { PremisesMapCard } from './PremisesMapCard';
import { premisesCountQuery, shapesQuery } from './queries';
import { type Mark, type TileState, useMarks, useShapes, useTiles } from './usePremisesLayers';

const text = t.registry.map;

/** Premises as points, gathered into numbers where they are many. */
export default function PremisesMap({ filter }: { filter: PremisesFilter }) {
  const { box, map, failed } = useMap();
  const [attempt, setAttempt] = useState(0);
  const [mark, setMark] = useState<Mark>();
  const shapes = useQuery(shapesQuery('town'));
  const count = useQuery(premisesCountQuery(filter));
  useShapes(map, shapes.data, filter.region);
  const state = useTiles(map, filter, attempt);
  useMarks(map, setMark);
  if (failed) return <EmptyState title={text.failed} />;
  return (
    <div className="premises-map">
      <section ref={box} className="premises-map__box" aria-label={t.registry.view.map} />
      <Legend />
      {count.data?.count === 0 ? (
        <div className="premises-map__notice">
          <EmptyState title={text.nothing} text={text.nothingText} />
        </div>
      ) : null}
      {mark ? <PremisesMapCard mark={mark} filter={filter} onClose={() => setMark(undefined)} /> : null}
      <Foot state={state} onRetry={() => setAttempt((before) => before + 1)} />
    </div>
  );
}

function Legend() {
  return (
    <ul className="premises-map__legend">
      {TONES.map((tone) => (
        <li key={tone}>
          <i className={`pin pin--${tone}`} />
          {text.legend[tone]}
        </li>
      ))}
      <li>
        <i className="cluster-sample">{text.sample}</i>
        {text.legendCluster}
      </li>
    </ul>
  );
}

function Foot({ state, onRetry }: { state: TileState; onRetry: () => void }) {
  if (state.failed) {
    return (
      <p className="premises-map__hint" role="alert">
        <b className="danger-text">{text.tilesFailed}</b>
        <Button size="small" type="link" onClick={onRetry}>
          {t.common.error.retry}
        </Button>
      </p>
    );
  }
  return (
    <div className="premises-map__hint soft" role="status">
      {state.loading ? <Spin size="small" /> : null} {state.limited ? <b>{text.limited}</b> : text.hint}
    </div>
  );
}
