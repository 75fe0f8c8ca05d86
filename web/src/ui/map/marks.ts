import type { Map as MapLibre } from 'maplibre-gl';
import { number } from '@/ui/format';

/** How pressing something on the map is: told by colour and by shape. */
export type Tone = 'major' | 'late' | 'open' | 'none';
export const TONES: Tone[] = ['major', 'late', 'open', 'none'];

const DANGER = '#c0341b';
const PRIMARY = '#35546e';
const LINE = '#6f8496';
/** Pictures are drawn at twice their size, for fine screens. */
const RATIO = 2;

/** The expression that names the picture of a feature: `pin|tone`, `cluster|count|tone` or `stack|count|tone`. */
export const PICTURE = [
  'let',
  'tone',
  [
    'case',
    ['>', ['get', 'major'], 0],
    'major',
    ['>', ['get', 'late'], 0],
    'late',
    ['>', ['coalesce', ['get', 'open'], 0], 0],
    'open',
    'none',
  ],
  [
    'case',
    ['has', 'id'],
    ['concat', 'pin|', ['var', 'tone']],
    ['has', 'cell'],
    ['concat', 'cluster|', ['get', 'count'], '|', ['var', 'tone']],
    ['concat', 'stack|', ['get', 'count'], '|', ['var', 'tone']],
  ],
];

/** Draws the picture of a name made by {@link PICTURE} when the map asks for it. No sprite is loaded from anywhere. */
export function drawMarks(map: MapLibre): void {
  // The resolver is waited for by the tile that asks; the event of the same name comes too late for it.
  map.setMissingStyleImageResolver((id) => {
    const [what, ...rest] = id.split('|');
    const tone = (rest.at(-1) ?? 'none') as Tone;
    if (map.hasImage(id)) return;
    if (what === 'pin') add(map, id, pin(tone));
    else if (what === 'cluster' || what === 'stack') add(map, id, bubble(Number(rest[0]), tone, what === 'stack'));
  });
}

function add(map: MapLibre, id: string, context: CanvasRenderingContext2D | undefined): void {
  if (!context) return;
  const { width, height } = context.canvas;
  map.addImage(id, context.getImageData(0, 0, width, height), { pixelRatio: RATIO });
}

function canvas(width: number, height: number): CanvasRenderingContext2D | undefined {
  const element = document.createElement('canvas');
  element.width = width * RATIO;
  element.height = height * RATIO;
  const context = element.getContext('2d') ?? undefined;
  context?.scale(RATIO, RATIO);
  return context;
}

function pin(tone: Tone): CanvasRenderingContext2D | undefined {
  const context = canvas(20, 20);
  if (!context) return undefined;
  outline(context, tone, 10, 10, 7);
  context.fillStyle = tone === 'none' ? '#fff' : tone === 'open' ? PRIMARY : DANGER;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = tone === 'none' ? LINE : '#fff';
  context.stroke();
  return context;
}

/** A square for a major hazard, a diamond for something overdue, a circle for the rest. */
function outline(context: CanvasRenderingContext2D, tone: Tone, x: number, y: number, r: number): void {
  context.beginPath();
  if (tone === 'major') context.rect(x - r + 1, y - r + 1, 2 * r - 2, 2 * r - 2);
  else if (tone === 'late') {
    context.moveTo(x, y - r - 1);
    context.lineTo(x + r + 1, y);
    context.lineTo(x, y + r + 1);
    context.lineTo(x - r - 1, y);
    context.closePath();
  } else context.arc(x, y, r - 1, 0, 2 * Math.PI);
}

/** A number in a pill; a pill of several at one point has square corners. */
function bubble(count: number, tone: Tone, stack: boolean): CanvasRenderingContext2D | undefined {
  const text = number(count);
  const high = count === 1 ? 20 : count < 100 ? 26 : 32;
  const wide = Math.max(high, text.length * 8 + 14);
  const context = canvas(wide + 6, high + 6);
  if (!context) return undefined;
  const pressing = tone === 'major' || tone === 'late';
  context.beginPath();
  context.roundRect(3, 3, wide, high, stack ? 5 : high / 2);
  context.fillStyle = PRIMARY;
  context.fill();
  context.lineWidth = pressing ? 3 : 1.5;
  context.strokeStyle = pressing ? DANGER : '#fff';
  if (tone === 'late') context.setLineDash([5, 3]);
  context.stroke();
  context.fillStyle = '#fff';
  context.font = '600 13px system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, wide / 2 + 3, high / 2 + 4);
  return context;
}
