import { useQuery } from '@tanstack/react-query';
import type { Organisation } from '@/api/types';
import { t } from '@/i18n';
import { FactList } from '@/ui/FactList';
import { civil } from '@/ui/format';
import { postsQuery } from './queries';

const text = t.system.organisations;

/** One body: what it is, what it was called, its posts, and the work that would move with it. */
export function OrganisationCard({ organisation, all }: { organisation: Organisation; all: Organisation[] }) {
  const posts = useQuery(postsQuery);
  const own = (posts.data ?? []).filter((post) => post.org.id === organisation.id);
  const nameOf = (id?: string | null) => all.find((one) => one.id === id)?.name ?? t.common.dash;
  const rows: [string, string][] = [
    [text.kind, organisation.kind_name + (organisation.is_fire_authority ? ` · ${text.fireAuthority}` : '')],
    [text.region, organisation.region_name],
    [text.parent, nameOf(organisation.parent_id)],
    [text.sector, organisation.sector ?? t.common.dash],
    [
      text.validFrom,
      civil(organisation.valid_from) + (organisation.valid_to ? t.common.to + organisation.valid_to : ''),
    ],
  ];
  if (organisation.merged_into) rows.push([text.mergedInto, nameOf(organisation.merged_into)]);
  return (
    <div className="stack">
      <h2 className="directory-name">{organisation.name}</h2>
      <p className="soft directory-open">{text.open(organisation.open_cases)}</p>
      <FactList rows={rows} />
      <h3>{text.names}</h3>
      <ul className="plain-list">
        {organisation.names.map((name) => (
          <li key={`${name.from}-${name.name}`} className="row">
            <span className="grow">{name.name}</span>
            <span className="soft num">
              {name.to ? `${name.from}${t.common.to}${name.to}` : `${name.from} ${text.sinceNow}`}
            </span>
          </li>
        ))}
      </ul>
      <h3>{t.system.posts.title}</h3>
      <ul className="plain-list">
        {own.map((post) => (
          <li key={post.id} className="row">
            <span className="grow">{`${post.name} · ${post.role_name}`}</span>
            <span>
              {post.holders
                .filter((holder) => !holder.to)
                .map((holder) => holder.name)
                .join(t.common.comma) || t.system.posts.vacant}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
