import type { Feature, FeatureCollection } from 'geojson';
import { type Map as MapLibre, Marker, Popup } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { number } from '@/ui/format';
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
      map.addLayer({ id: 'regions-fill', type: 'fill', source: 'regions', paint: { 'fill-color': '#ffffff' } });
      map.addLayer({
        id: 'regions-line',
        type: 'line',
        source: 'regions',
        paint: { 'line-color': '#8797a5', 'line-width': 1 },
      });
    }
    const own = shapes.features.filter((shape) => region?.startsWith(String(shape.properties?.code).slice(0, 6)));
    map.fitBounds(boundsOf(own.length > 0 ? { ...shapes, features: own } : shapes), { padding: 30, animate: false });
  }, [map, shapes, region]);
}

/** Tells what part of the map is in view whenever it has come to rest. */
export function useView(map: MapLibre | undefined, onView: (view: { bbox: string; zoom: number }) => void) {
  useEffect(() => {
    if (!map) return;
    const tell = () => {
      const bounds = map.getBounds();
      const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      onView({ bbox: edges.map((edge) => edge.toFixed(4)).join(','), zoom: Math.round(map.getZoom()) });
    };
    map.on('moveend', tell);
    tell();
    return () => {
      map.off('moveend', tell);
    };
  }, [map, onView]);
}

/** Points and clusters as page elements: a few hundred at most come back for one view. */
export function usePoints(map: MapLibre | undefined, points: FeatureCollection | undefined) {
  const go = useGo();
  const popup = useRef<Popup>(undefined);
  useEffect(() => {
    if (!map || !points) return;
    const markers = gathered(map, points.features).flatMap((feature) => marker(map, feature, go, popup));
    return () => {
      for (const one of markers) one.remove();
    };
  }, [map, points, go]);
}

interface PointProperties {
  id?: string;
  name?: string;
  count?: number;
  point_count?: number;
  open_cases?: number;
  major_open?: number;
}

/** Least distance in pixels between two numbers on the map. */
const APART = 34;

/** The server counts by cells; numbers that would lie on one another are put together, the largest first. */
function gathered(map: MapLibre, features: Feature[]): Feature[] {
  const alone: Feature[] = [];
  const heaps: { x: number; y: number; feature: Feature }[] = [];
  const byCount = [...features].sort((a, b) => (b.properties?.count ?? 1) - (a.properties?.count ?? 1));
  for (const feature of byCount) {
    if (feature.geometry?.type !== 'Point' || feature.properties?.id) {
      alone.push(feature);
      continue;
    }
    const { x, y } = map.project(feature.geometry.coordinates as [number, number]);
    const heap = heaps.find((one) => Math.hypot(one.x - x, one.y - y) < APART);
    if (!heap) heaps.push({ x, y, feature });
    else heap.feature = { ...heap.feature, properties: sum(heap.feature.properties, feature.properties) };
  }
  return [...alone, ...heaps.map((heap) => heap.feature)];
}

function sum(one: PointProperties | null, other: PointProperties | null): PointProperties {
  const add = (key: 'count' | 'open_cases' | 'major_open') => (one?.[key] ?? 0) + (other?.[key] ?? 0);
  return { count: add('count'), open_cases: add('open_cases'), major_open: add('major_open') };
}

function marker(
  map: MapLibre,
  feature: Feature,
  go: (href: string) => void,
  popup: React.RefObject<Popup | undefined>,
): Marker[] {
  if (feature.geometry?.type !== 'Point') return [];
  const at = feature.geometry.coordinates as [number, number];
  const own = (feature.properties ?? {}) as PointProperties;
  const count = own.count ?? own.point_count ?? 1;
  const element = document.createElement('button');
  element.type = 'button';
  if (count > 1 || !own.id) {
    element.className = `cluster ${own.major_open ? 'cluster--major' : ''}`;
    element.textContent = number(count);
    element.ariaLabel = t.registry.map.cluster(count);
    element.onclick = () => map.easeTo({ center: at, zoom: map.getZoom() + 2, duration: 200 });
  } else {
    element.className = `pin pin--${own.major_open ? 'major' : own.open_cases ? 'open' : 'none'}`;
    element.ariaLabel = own.name ?? '';
    element.onclick = () => {
      popup.current?.remove();
      popup.current = new Popup({ offset: 10 }).setLngLat(at).setDOMContent(card(own, go)).addTo(map);
    };
  }
  return [new Marker({ element }).setLngLat(at).addTo(map)];
}

function card(own: PointProperties, go: (href: string) => void): HTMLElement {
  const box = document.createElement('div');
  const name = document.createElement('strong');
  name.textContent = own.name ?? '';
  const link = document.createElement('button');
  link.type = 'button';
  link.className = 'link-button';
  link.textContent = t.registry.map.open;
  link.onclick = () => go(`/premises/${own.id}`);
  const open = document.createElement('div');
  open.textContent = own.open_cases ? t.campaign.pick.open(own.open_cases) : t.registry.map.legendNone;
  box.append(name, open, link);
  return box;
}
