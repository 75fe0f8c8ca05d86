import type { RegionRef } from '@/api/types';
import { regionPath } from './format';

/** Where something is; the last name stands out, the way there is grey. */
export function RegionPath({ region }: { region: RegionRef }) {
  const parts = regionPath(region).split(' / ');
  const last = parts.pop();
  return (
    <span className="region" title={[...parts, last].join(' / ')}>
      {parts.length > 0 ? <span className="soft">{`${parts.slice(-1)[0]} / `}</span> : null}
      {last}
    </span>
  );
}
