/** Directory, access, audit and system of the stand-in. */
import { city, lists, regions, uuid } from './data.mjs';

export function adminRoutes({ cards, roleNames, permissions, narrow, paged }) {
  const organisations = [];
  const add = (name, kind, region, parent, more = {}) => {
    const made = {
      id: uuid(),
      name,
      short_name: null,
      kind,
      kind_name: lists.organisation_kinds.find((one) => one.code === kind).name,
      region_code: region.code,
      region_name: region.name,
      parent_id: parent,
      is_fire_authority: kind === 'fire_authority',
      sector: null,
      names: [{ name, from: '2024-01-01', to: null }],
      open_cases: organisations.length % 9,
      version: 1,
      merged_into: null,
      valid_from: '2024-01-01',
      valid_to: null,
      ...more,
    };
    organisations.push(made);
    return made;
  };
  const head = add('演示市消防安全委员会办公室', 'committee_office', city, null);
  add('演示市消防救援局', 'fire_authority', city, head.id, {
    names: [
      { name: '演示市消防救援支队', from: '2018-11-01', to: '2024-06-01' },
      { name: '演示市消防救援局', from: '2024-06-01', to: null },
    ],
  });
  add('演示市教育局', 'department', city, head.id);
  for (const region of regions.filter((one) => one.level === 'county')) {
    const office = add(`${region.name}消防安全委员会办公室`, 'committee_office', region, head.id);
    for (const town of regions.filter((one) => one.parent === region.code))
      add(`${town.name}人民政府`, 'township', town, office.id);
  }
  const people = cards.map((card, at) => ({
    id: uuid(),
    name: card.name,
    phone_masked: `138****${String(1000 + at)}`,
    title: card.role_name,
    posts: [{ id: uuid(), name: card.post_name, from: '2024-03-01', to: null }],
    org: { id: head.id, name: head.name },
    user: { id: `user-${card.login}`, login: card.login, active: true },
  }));
  const posts = cards.map((card, at) => ({
    id: people[at].posts[0].id,
    name: card.post_name,
    org: { id: organisations[at % 3].id, name: organisations[at % 3].name },
    role: card.role,
    role_name: card.role_name,
    level: 'city',
    region_code: city.code,
    region_name: city.name,
    sectors: at === 2 ? ['教育'] : null,
    holders: at === 4 ? [] : [{ person_id: people[at].id, name: people[at].name, from: '2024-03-01', to: null }],
  }));
  const users = people.map((person, at) => ({
    id: person.user.id,
    login: person.user.login,
    person: { id: person.id, name: person.name },
    active: at !== 5,
    locked_until: null,
    last_sign_in: at % 2 ? null : new Date().toISOString(),
    must_change_password: at === 3,
    version: 1,
  }));
  const keys = [];
  const audit = Array.from({ length: 120 }, (_, at) => ({
    seq: 120 - at,
    at: new Date(Date.now() - at * 900_000).toISOString(),
    actor: cards[at % cards.length].name,
    post: cards[at % cards.length].post_name,
    action: ['case.act', 'session.enter', 'premises.change'][at % 3],
    object_kind: ['case', 'user', 'premises'][at % 3],
    object_id: uuid(),
    summary: ['办理：交办整改', '登录', '修改场所：建筑面积'][at % 3],
    sealed: at > 2,
    digest: '3f5a9c0e77b1d24466aa',
  }));
  return {
    'GET /organisations': ({ query }) => paged(organisations, query),
    'POST /organisations': ({ body }) => ({
      status: 201,
      body: add(
        body.name,
        body.kind,
        regions.find((one) => one.code === body.region_code),
        body.parent_id ?? null,
      ),
    }),
    'POST /organisations/reorganise': () => ({}),
    'GET /posts': ({ query }) =>
      paged(
        posts.filter((post) => !query.q || `${post.name}${post.org.name}`.includes(query.q)),
        query,
      ),
    'POST /posts/:id/holders': ({ id, body }) => {
      const post = posts.find((one) => one.id === id);
      const person = people.find((one) => one.id === body.person_id);
      for (const held of post.holders) if (body.ends.includes(held.person_id)) held.to = body.from;
      if (person) post.holders.push({ person_id: person.id, name: person.name, from: body.from, to: null });
      return post;
    },
    'POST /posts': ({ body }) => {
      const org = organisations.find((one) => one.id === body.org_id);
      const made = {
        id: uuid(),
        name: body.name,
        org,
        role: body.role,
        role_name: roleNames[body.role],
        level: 'city',
        region_code: body.region_code,
        region_name: city.name,
        sectors: null,
        holders: [],
      };
      posts.push(made);
      return { status: 201, body: made };
    },
    'GET /people': ({ query }) => paged(people, query),
    'POST /people': ({ body }) => {
      const made = {
        id: uuid(),
        name: body.name,
        title: body.title ?? null,
        phone_masked: null,
        posts: [],
        user: null,
      };
      people.push(made);
      return { status: 201, body: made };
    },
    'GET /users': ({ query }) => paged(users, query),
    'POST /users': ({ body }) => {
      const made = {
        id: uuid(),
        login: body.login,
        person: people.find((one) => one.id === body.person_id),
        active: true,
        version: 1,
        must_change_password: true,
      };
      users.push(made);
      return { status: 201, body: { ...made, one_time_password: 'mock-once' } };
    },
    'PATCH /users/:id': ({ id, body }) =>
      Object.assign(
        users.find((one) => one.id === id),
        { active: body.active ?? true },
      ),
    'GET /roles': () =>
      Object.entries(roleNames).map(([code, name]) => ({
        code,
        name,
        levels: ['city'],
        level_names: ['市', '县'],
        permissions: (narrow[code] ?? Object.keys(permissions)).map((one) => ({ code: one, name: permissions[one] })),
      })),
    'GET /api-keys': ({ query }) => paged(keys, query),
    'POST /api-keys': ({ body }) => {
      const made = {
        id: uuid(),
        name: body.name,
        prefix: 'mock01',
        posts: body.post_ids.map((id) => ({ id, name: '演示岗位' })),
        created_at: new Date().toISOString(),
        expires_at: null,
        last_used_at: null,
      };
      keys.push(made);
      return { status: 201, body: { ...made, secret: 'qutu_mock_secret_shown_once' } };
    },
    'DELETE /api-keys/:id': ({ id }) => {
      keys.splice(
        keys.findIndex((one) => one.id === id),
        1,
      );
      return { status: 204 };
    },
    'GET /audit': ({ query }) => paged(audit, query),
    'GET /audit/verify': () => ({
      ok: true,
      records: 120,
      sealed: 117,
      first_bad: null,
      message: '校验完成，未发现改动',
    }),
    'GET /system/health': () => ({
      ok: true,
      version: '0.1.0',
      database: { engine: 'sqlite', ok: true, latency_ms: 1, size_bytes: 48_000_000 },
      jobs: { ready: 2, running: 1, failed: 0, oldest_ready_seconds: 3 },
      audit: { unsealed: 3, sealed: 117, last_anchor: new Date().toISOString() },
      files: { count: 210, bytes: 96_000_000 },
      uptime_seconds: 93_700,
    }),
  };
}
