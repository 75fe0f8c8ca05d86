import type { RegionFigures } from '@/api/types';

export type Level = 'county' | 'town';
/** What the map and the table show: one level, of all regions in scope or of those under one. */
export interface Shown {
  level: Level;
  under?: RegionFigures | undefined;
}

const at = (regions: RegionFigures[], level: string) => regions.filter((row) => row.level === level);

/** Levels there is something to see of: counties only for those whose scope holds more than one. */
export function levelsOf(regions: RegionFigures[]): Level[] {
  return at(regions, 'county').length > 1 ? ['county', 'town'] : ['town'];
}

export function rowsOf(regions: RegionFigures[], { level, under }: Shown): RegionFigures[] {
  return at(regions, level).filter((row) => !under || row.parent === under.code);
}

/** The step down from a region, where there is one. */
export function below(regions: RegionFigures[], code: string): Shown | undefined {
  const under = regions.find((row) => row.code === code);
  const inside = under?.level === 'county' && regions.some((row) => row.level === 'town' && row.parent === code);
  return inside ? { level: 'town', under } : undefined;
}
