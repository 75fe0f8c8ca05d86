import type { FeatureCollection } from 'geojson';
import type {
  ExpressionSpecification,
  Map as MapLibre,
  MapMouseEvent,
  MapSourceDataEvent,
  VectorTileSource,
} from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { downloadUrl } from '@/api/client';
import type { PremisesFilter } from '@/api/types';
import { drawMarks, PICTURE } from '@/ui/map/marks';
import { boundsOf } from '@/ui/map/useMap';

/** Outlines of the regions under the points; the view starts on the chosen one. */
export function useShapes(
  map: MapLibre | undefined,
  shapes: FeatureCollection | undefined,
  region: string | undefined,
) {
  useEffect(() => {
    if (!map || !shapes) return;
    if (!map.getSource('regions')) {
      map.addSource('regions', { type: 'geojson', data: shapes });
      const below = map.getLayer('premises') ? 'premises' : undefined;
      map.addLayer({ id: 'regions-fill', type: 'fill', source: 'regions', paint: { 'fill-color': '#ffffff' } }, below);
      map.addLayer(
        {
          id: 'regions-line',
          type: 'line',
          source: 'regions',
          paint: { 'line-color': '#8797a5', 'line-width': 1 },
        },
        below,
      );
    }
    const own = shapes.features.filter((shape) => region?.startsWith(String(shape.properties?.code).slice(0, 6)));
    map.fitBounds(boundsOf(own.length > 0 ? { ...shapes, features: own } : shapes), { padding: 30, animate: false });
  }, [map, shapes, region]);
}

/** What a tile says of a premises, a cluster or several premises at one point. */
export interface Mark {
  id?: string;
  name?: string;
  kind?: string;
  cell?: string;
  place?: string;
  count?: number;
  open?: number;
  major: number;
  late: number;
}

/** What the tiles in view say of themselves. */
export interface TileState {
  loading: boolean;
  failed: boolean;
  /** Some tile shows clusters because its premises are too many to be shown one by one. */
  limited: boolean;
}

/** Deepest tiles; closer looks enlarge them. */
const DEEPEST = 17;

const tiles = (filter: PremisesFilter) => [
  `${window.location.origin}${downloadUrl('/premises/tiles/{z}/{x}/{y}', { ...filter })}`,
];

/** Premises as tiles of the server: the same filter and the same scope as the list. */
export function useTiles(map: MapLibre | undefined, filter: PremisesFilter, attempt: number): TileState {
  const [state, setState] = useState<TileState>({ loading: true, failed: false, limited: false });
  const address = `${tiles(filter)[0]}`;
  useEffect(() => {
    if (!map) return;
    const source = map.getSource('premises') as VectorTileSource | undefined;
    setState({ loading: true, failed: false, limited: false });
    if (source) {
      source.setTiles([attempt > 0 ? `${address}${address.endsWith('?') ? '' : '&'}` : address]);
      return;
    }
    drawMarks(map);
    map.addSource('premises', { type: 'vector', tiles: [address], minzoom: 3, maxzoom: DEEPEST });
    map.addLayer({
      id: 'premises',
      type: 'symbol',
      source: 'premises',
      'source-layer': 'premises',
      layout: {
        'icon-image': PICTURE as unknown as ExpressionSpecification,
        'icon-allow-overlap': true,
        'icon-padding': 0,
        'symbol-sort-key': ['+', ['coalesce', ['get', 'count'], 1], ['*', 1_000_000, ['get', 'major']]],
      },
    });
  }, [map, address, attempt]);
  useEffect(() => {
    if (!map) return;
    const told = (event: MapSourceDataEvent) => {
      if (event.sourceId !== 'premises') return;
      const loaded = map.isSourceLoaded('premises');
      const about = loaded ? map.querySourceFeatures('premises', { sourceLayer: 'about' }) : [];
      const limited = about.some((one) => one.properties.limited === true);
      setState((before) => ({ ...before, loading: !loaded, limited: loaded ? limited : before.limited }));
    };
    const wrong = (event: object) => {
      if (!('sourceId' in event) || event.sourceId !== 'premises') return;
      setState((before) => ({ ...before, loading: false, failed: true }));
    };
    map.on('sourcedata', told);
    map.on('error', wrong);
    return () => {
      map.off('sourcedata', told);
      map.off('error', wrong);
    };
  }, [map]);
  return state;
}

/** A click: a cluster is looked at more closely, anything else is told. */
export function useMarks(map: MapLibre | undefined, onMark: (mark: Mark | undefined) => void) {
  useEffect(() => {
    if (!map) return;
    const at = (event: MapMouseEvent) =>
      map.getLayer('premises') ? map.queryRenderedFeatures(event.point, { layers: ['premises'] })[0] : undefined;
    const click = (event: MapMouseEvent) => {
      const feature = at(event);
      const mark = feature?.properties as Mark | undefined;
      if (mark?.cell && feature?.geometry.type === 'Point') {
        const center = feature.geometry.coordinates as [number, number];
        map.easeTo({ center, zoom: Math.min(map.getZoom() + 2, 20), duration: 200 });
        return;
      }
      onMark(mark);
    };
    const move = (event: MapMouseEvent) => {
      map.getCanvas().style.cursor = at(event) ? 'pointer' : '';
    };
    map.on('click', click);
    map.on('mousemove', move);
    return () => {
      map.off('click', click);
      map.off('mousemove', move);
    };
  }, [map, onMark]);
}
