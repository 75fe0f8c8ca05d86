import type { BuildingRow, PremisesDetail } from '@/api/types';
import { t } from '@/i18n';
import { A } from '@/ui/A';
import { FactList } from '@/ui/FactList';
import { number } from '@/ui/format';
import { Panel } from '@/ui/Page';
import { EmptyState } from '@/ui/states';

const text = t.registry.buildings;
const sized = (value: number | null | undefined, unit: string) =>
  value == null ? t.common.dash : `${number(value)} ${unit}`;

/** The facts of a building as rows. */
export const buildingFacts = (building: BuildingRow) =>
  [
    [
      text.floors,
      text.levels(
        building.floors_above == null ? t.common.dash : String(building.floors_above),
        building.floors_below == null ? t.common.dash : String(building.floors_below),
      ),
    ],
    [text.height, sized(building.height_m, t.registry.detail.m)],
    [text.area, sized(building.area_m2, t.registry.detail.m2)],
    [text.use, building.use_name ?? t.common.dash],
    [text.structure, building.structure_name ?? t.common.dash],
    [text.year, building.built_year ?? t.common.dash],
  ] as const;

/** Floors from the top down; those the premises take up are filled. */
export function FloorStack({ building, taken = [] }: { building: BuildingRow; taken?: number[] }) {
  const known = new Map(building.floors.map((floor) => [floor.number, floor]));
  const above = Math.min(building.floors_above ?? 0, 40);
  const below = Math.min(building.floors_below ?? 0, 10);
  const numbers = new Set([
    ...Array.from({ length: above }, (_, at) => at + 1),
    ...Array.from({ length: below }, (_, at) => -at - 1),
    ...known.keys(),
    ...taken,
  ]);
  if (numbers.size === 0) return <p className="soft">{text.floorNone}</p>;
  return (
    <ol className="floors">
      {[...numbers]
        .sort((a, b) => b - a)
        .map((level) => {
          const floor = known.get(level);
          return (
            <li key={level} className={taken.includes(level) ? 'floors__taken' : ''}>
              <span className="num">{text.level(String(level))}</span>
              <span>{floor?.use ?? ''}</span>
              <span className="soft num">{floor?.area_m2 ? `${number(floor.area_m2)} ㎡` : ''}</span>
            </li>
          );
        })}
    </ol>
  );
}

/** Building and floors of premises. */
export function BuildingCard({ premises }: { premises: PremisesDetail }) {
  const { building, on_floors } = premises;
  if (!building) {
    return (
      <Panel title={t.registry.file.building}>
        <EmptyState title={t.registry.file.noBuilding} />
      </Panel>
    );
  }
  return (
    <Panel
      title={t.registry.file.building}
      extra={on_floors.length > 0 ? t.registry.file.onFloors(on_floors.join(t.common.comma)) : null}
    >
      <div className="building-card">
        <FactList
          rows={[
            [
              text.name,
              <A key="name" href={`/buildings/${building.id}`}>
                {building.name}
              </A>,
            ],
            ...buildingFacts(building),
          ]}
        />
        <FloorStack building={building} taken={on_floors} />
      </div>
    </Panel>
  );
}
