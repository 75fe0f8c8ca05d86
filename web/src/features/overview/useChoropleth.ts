import type { Feature, FeatureCollection } from 'geojson';
import { type GeoJSONSource, type MapLayerMouseEvent, type Map as MapLibre, Marker, Popup } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import type { RegionFigures } from '@/api/types';
import { number } from '@/ui/format';
import { boundsOf, labelPoint } from '@/ui/map/useMap';

export type Metric = 'open' | 'overdue' | 'major';
export interface Step {
  from: number;
  colour: string;
  label: string;
}

const greys = ['#ffffff', '#dbe4eb', '#b3c5d4', '#7f9bb1', '#4f728d'];
const reds = ['#ffffff', '#f8dcd4', '#efae9f', '#df7a63', '#c0341b'];

/** At most five classes between none and the largest; the first is always "none". */
export function stepsFor(values: number[], metric: Metric): Step[] {
  const most = Math.max(0, ...values);
  const colours = metric === 'open' ? greys : reds;
  const bounds = [...new Set([0, 1, ...[0.25, 0.5, 0.75].map((share) => Math.ceil(most * share))])]
    .filter((from) => from <= Math.max(most, 0))
    .sort((a, b) => a - b)
    .slice(0, colours.length);
  return bounds.map((from, at) => {
    const next = bounds[at + 1];
    const to = next === undefined ? most : next - 1;
    return {
      from,
      colour: colours[at] ?? '#ffffff',
      label: from === to ? number(from) : `${number(from)}–${number(to)}`,
    };
  });
}

/** Draws the regions and their names, and keeps the shades in step with the figures. */
export function useChoropleth(
  map: MapLibre | undefined,
  shapes: FeatureCollection | undefined,
  regions: RegionFigures[],
  metric: Metric,
  onOpen: (code: string) => void,
): Step[] {
  const steps = useMemo(
    () =>
      stepsFor(
        regions.map((row) => row[metric]),
        metric,
      ),
    [regions, metric],
  );
  useEffect(() => {
    if (!map || !shapes) return;
    draw(map, shapes);
    if (shapes.features.length > 0) {
      map.fitBounds(boundsOf(shapes), { padding: { top: 52, bottom: 20, left: 20, right: 20 }, animate: false });
    }
  }, [map, shapes]);
  useEffect(() => {
    if (!map || !shapes) return;
    const values = new Map(regions.map((row) => [row.code, row[metric]]));
    const colour = (code: string) =>
      steps.findLast((step) => step.from <= (values.get(code) ?? 0))?.colour ?? '#ffffff';
    const shaded = {
      ...shapes,
      features: shapes.features.map((feature) => ({
        ...feature,
        properties: { ...feature.properties, colour: colour(String(feature.properties?.code)) },
      })),
    };
    (map.getSource('regions') as GeoJSONSource | undefined)?.setData(shaded);
    const labels = [...shapes.features]
      .sort((one, other) => figure(values, other) - figure(values, one))
      .flatMap((feature) => label(map, feature, values));
    const thin = () => keepApart(labels.map((one) => one.getElement()));
    thin();
    map.on('move', thin);
    map.on('resize', thin);
    return () => {
      map.off('move', thin);
      map.off('resize', thin);
      for (const one of labels) one.remove();
    };
  }, [map, shapes, regions, metric, steps]);
  useEffect(() => {
    if (!map) return;
    const click = (event: MapLayerMouseEvent) => {
      const code = event.features?.[0]?.properties?.code;
      if (code) onOpen(String(code));
    };
    map.on('click', 'regions-fill', click);
    return () => {
      map.off('click', 'regions-fill', click);
    };
  }, [map, onOpen]);
  useEffect(() => {
    if (!map) return;
    const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 12, className: 'region-map__tip' });
    const values = new Map(regions.map((row) => [row.code, row]));
    const move = (event: MapLayerMouseEvent) => {
      const row = values.get(String(event.features?.[0]?.properties?.code));
      if (row)
        popup
          .setLngLat(event.lngLat)
          .setText(`${row.name} ${number(row[metric])}`)
          .addTo(map);
    };
    const leave = () => popup.remove();
    map.on('mousemove', 'regions-fill', move);
    map.on('mouseleave', 'regions-fill', leave);
    return () => {
      map.off('mousemove', 'regions-fill', move);
      map.off('mouseleave', 'regions-fill', leave);
      popup.remove();
    };
  }, [map, regions, metric]);
  return steps;
}

/** Hides the names that would lie on one already drawn; those with the larger figure come first. */
function keepApart(elements: HTMLElement[]): void {
  const kept: DOMRect[] = [];
  for (const element of elements) element.style.visibility = 'visible';
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    const meets = kept.some(
      (other) =>
        box.left < other.right + 2 && box.right + 2 > other.left && box.top < other.bottom && box.bottom > other.top,
    );
    if (meets) element.style.visibility = 'hidden';
    else kept.push(box);
  }
}

const figure = (values: Map<string, number>, feature: Feature) => values.get(String(feature.properties?.code)) ?? 0;

function draw(map: MapLibre, shapes: FeatureCollection): void {
  if (map.getSource('regions')) return;
  map.addSource('regions', { type: 'geojson', data: shapes });
  map.addLayer({
    id: 'regions-fill',
    type: 'fill',
    source: 'regions',
    paint: { 'fill-color': ['coalesce', ['get', 'colour'], '#ffffff'], 'fill-opacity': 0.92 },
  });
  map.addLayer({
    id: 'regions-line',
    type: 'line',
    source: 'regions',
    paint: { 'line-color': '#51606e', 'line-width': 1 },
  });
  map.on('mouseenter', 'regions-fill', () => {
    map.getCanvas().style.cursor = 'pointer';
  });
  map.on('mouseleave', 'regions-fill', () => {
    map.getCanvas().style.cursor = '';
  });
}

/** Names are page elements, because glyphs would have to come from a server. */
function label(map: MapLibre, feature: FeatureCollection['features'][number], values: Map<string, number>): Marker[] {
  const at =
    feature.geometry && 'coordinates' in feature.geometry ? labelPoint(feature.geometry.coordinates) : undefined;
  const code = String(feature.properties?.code);
  if (!at || !values.has(code)) return [];
  const element = document.createElement('div');
  element.className = 'region-map__label';
  element.append(String(feature.properties?.name ?? ''), document.createElement('b'));
  if (element.lastChild) element.lastChild.textContent = number(values.get(code));
  return [new Marker({ element }).setLngLat(at).addTo(map)];
}
