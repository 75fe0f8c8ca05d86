import { Breadcrumb, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { RegionFigures } from '@/api/types';
import { useGo } from '@/app/navigation';
import { t } from '@/i18n';
import { Panel } from '@/ui/Page';
import { Loading } from '@/ui/states';
import { below, type Level, levelsOf, rowsOf, type Shown } from './level';
import { casesOf } from './links';
import { RegionTable } from './RegionTable';

const RegionMap = lazy(() => import('./RegionMap'));
const text = t.overview;

/** Map and table of the same regions: one level at a time, a step down with a click. */
export function useRegions(regions: RegionFigures[]) {
  const levels = levelsOf(regions);
  const [shown, setShown] = useState<Shown>({ level: levels[0] ?? 'town' });
  const go = useGo();
  const rows = rowsOf(regions, shown);
  const open = (code: string) => {
    const step = below(regions, code);
    if (step) setShown(step);
    else go(casesOf.open(code));
  };
  const tools = <LevelSwitch levels={levels} shown={shown} onShow={setShown} />;
  return {
    map: (
      <Panel title={text.map} extra={tools} flush>
        <Suspense fallback={<Loading />}>
          <RegionMap level={shown.level} rows={rows} onOpen={open} />
        </Suspense>
      </Panel>
    ),
    table: (
      <Panel title={shown.under ? `${text.regions} · ${shown.under.name}` : text.regions} flush>
        <RegionTable rows={rows} onOpen={open} goesDown={(code) => below(regions, code) !== undefined} />
      </Panel>
    ),
  };
}

interface SwitchProps {
  levels: Level[];
  shown: Shown;
  onShow: (shown: Shown) => void;
}

function LevelSwitch({ levels, shown, onShow }: SwitchProps) {
  if (levels.length < 2) return null;
  return (
    <span className="row no-print">
      {shown.under ? (
        <Breadcrumb
          items={[
            {
              title: (
                <button type="button" className="link-button" onClick={() => onShow({ level: 'county' })}>
                  {text.whole}
                </button>
              ),
            },
            { title: shown.under.name },
          ]}
        />
      ) : null}
      <Segmented
        size="small"
        aria-label={text.mapLevelLabel}
        value={shown.level}
        onChange={(level) => onShow({ level: level as Level })}
        options={levels.map((value) => ({ value, label: text.mapLevel[value] }))}
      />
    </span>
  );
}
