import type { FeatureCollection } from 'geojson';
import { LngLatBounds, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, useState } from 'react';

setWorkerUrl(workerUrl);

/** No tiles, no glyphs, no sprites: nothing is asked of any other server. */
const offline = {
  version: 8 as const,
  sources: {},
  layers: [{ id: 'ground', type: 'background' as const, paint: { 'background-color': '#f3f5f7' } }],
};

interface Held {
  box: React.RefObject<HTMLElement | null>;
  map: MapLibre | undefined;
  failed: boolean;
}

/** A map in a box, ready once its style is loaded; `failed` where the browser has no WebGL. */
export function useMap(): Held {
  const box = useRef<HTMLElement>(null);
  const [map, setMap] = useState<MapLibre>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!box.current) return;
    let made: MapLibre;
    try {
      made = new MapLibre({
        container: box.current,
        style: offline,
        center: [116, 23.4],
        zoom: 7,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        cooperativeGestures: false,
        fadeDuration: 0,
      });
    } catch {
      setFailed(true);
      return;
    }
    made.touchZoomRotate.disableRotation();
    made.scrollZoom.disable();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.on('load', () => setMap(made));
    return () => {
      setMap(undefined);
      made.remove();
    };
  }, []);
  return { box, map, failed };
}

/** The box around all coordinates of a collection, whatever the geometry. */
export function boundsOf(shapes: FeatureCollection): LngLatBounds {
  const bounds = new LngLatBounds();
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') bounds.extend([part[0], part[1] as number]);
    else for (const inner of part) visit(inner);
  };
  for (const { geometry } of shapes.features) if (geometry && 'coordinates' in geometry) visit(geometry.coordinates);
  return bounds;
}

/** A place for a name: the middle of the largest ring. */
export function labelPoint(coordinates: unknown): [number, number] | undefined {
  const rings: number[][][] = [];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part) || part.length === 0) return;
    const first = part[0];
    if (Array.isArray(first) && typeof first[0] === 'number') rings.push(part as number[][]);
    else for (const inner of part) visit(inner);
  };
  visit(coordinates);
  const ring = rings.sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  return ring ? centroid(ring) : undefined;
}

function area(ring: number[][]): number {
  return ring.reduce((sum, [x = 0, y = 0], at) => {
    const [nx = 0, ny = 0] = ring[(at + 1) % ring.length] ?? [];
    return sum + (x * ny - nx * y) / 2;
  }, 0);
}

function centroid(ring: number[][]): [number, number] {
  const whole = area(ring);
  if (whole === 0) return [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0];
  let x = 0;
  let y = 0;
  ring.forEach(([ax = 0, ay = 0], at) => {
    const [bx = 0, by = 0] = ring[(at + 1) % ring.length] ?? [];
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  return [x / (6 * whole), y / (6 * whole)];
}
