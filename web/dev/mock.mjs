/** A stand-in for the server while the pages are made: plain Node, invented data, nothing kept. */
import { createServer } from 'node:http';
import { adminRoutes } from './admin.mjs';
import {
  cases,
  city,
  kinds,
  lifecycle,
  lists,
  makeCase,
  plus,
  premises,
  regionRef,
  regions,
  shapes,
  units,
  uuid,
} from './data.mjs';
import { act, checklist, detail, file, judge, roleNames, row, stateOf, vocabulary } from './engine.mjs';
import { clauses, plan } from './plan.mjs';
import { clusters, picture } from './shapes.mjs';
import { serveStatic } from './static.mjs';

const PORT = Number(process.env.PORT ?? 8129);
const permissions = {
  'case.read': '查看事项',
  'case.open': '登记事项',
  'case.act': '办理事项',
  'premises.read': '查看场所',
  'premises.write': '登记和修改场所',
  'inspection.read': '查看检查',
  'inspection.write': '开展检查',
  'plan.read': '查看年度要点',
  'plan.write': '导入年度要点',
  'directory.read': '查看机构、岗位和人员',
  'directory.write': '维护机构、岗位和人员',
  'access.read': '查看账号和授权',
  'access.write': '维护账号和授权',
  'audit.read': '查看审计',
  'system.read': '查看系统状态',
  export: '导出',
  'overview.read': '查看总览',
};
const narrow = {
  grid_worker: ['case.read', 'case.act', 'case.open', 'premises.read', 'inspection.read', 'inspection.write'],
  unit_manager: ['case.read', 'case.act', 'premises.read'],
  leader: ['overview.read', 'case.read', 'premises.read', 'plan.read', 'export'],
};
export const cards = Object.entries(roleNames).map(([role, name], at) => ({
  login: `demo-${role}`,
  name: `演示人员${'甲乙丙丁戊己庚辛'[at]}`,
  role,
  role_name: name,
  post_name: `${name}岗位`,
  org_name: role.startsWith('fire')
    ? '演示市消防救援支队'
    : role === 'unit_manager'
      ? units[0].name
      : '演示市消防安全委员会办公室',
  region_name: city.name,
}));
const sessionOf = (card) => ({
  user: { id: `user-${card.login}`, login: card.login, name: card.name },
  posts: [
    {
      id: uuid(),
      name: card.post_name,
      org_name: card.org_name,
      role: card.role,
      role_name: card.role_name,
      level: 'city',
      region_code: city.code,
      region_name: city.name,
    },
  ],
  permissions: narrow[card.role] ?? Object.keys(permissions),
  csrf_token: 'mock',
  demo: true,
  synthetic: true,
  city_name: city.name,
  unread: 3,
});
const sessions = new Map();
const visits = [];
const notices = cases.slice(0, 4).map((one, at) => ({
  id: uuid(),
  at: new Date(Date.now() - at * 7_200_000).toISOString(),
  title: at ? '事项即将到期' : '事项已逾期',
  text: one.title,
  case_id: one.id,
  read: at > 2,
  channel: 'in_app',
  paste_text: `【催办】${one.title}，请尽快办理。`,
}));

const problem = (status, title, more = {}) => ({
  status,
  problem: { type: `about:${status}`, title, status, code: String(status), ...more },
});
const paged = (items, query) => {
  const from = Number(query.cursor ?? 0);
  const limit = Number(query.limit ?? 50);
  return { items: items.slice(from, from + limit), next: from + limit < items.length ? String(from + limit) : null };
};
const inRegion = (code, region) =>
  !region ||
  region === city.code ||
  code.startsWith(region.endsWith('000000') ? region.slice(0, 6) : region.slice(0, 9));
function filterCases(query) {
  const found = cases.filter((one) => {
    const shown = row(one);
    if (query.state_class && !query.state_class.split(',').includes(shown.state_class)) return false;
    if (query.mark && !one.marks.some((mark) => mark.code === query.mark)) return false;
    if (query.overdue && !shown.overdue) return false;
    if (query.premises && one.premises.id !== query.premises) return false;
    if (!inRegion(one.premises.region.code, query.region)) return false;
    return !query.q || one.title.includes(query.q);
  });
  const byDue = (a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1);
  return found.sort(
    query.order === '-opened'
      ? (a, b) => b.opened - a.opened
      : query.order === 'opened'
        ? (a, b) => a.opened - b.opened
        : byDue,
  );
}
const placed = (place) => {
  const own = cases.filter((one) => one.premises === place && !['closed', 'void'].includes(stateOf(one.state).class));
  const { facts: _f, duty: _d, history: _h, version: _v, ...shown } = place;
  return {
    ...shown,
    open_cases: own.length,
    major_open: own.filter((one) => one.marks.some((mark) => mark.code === 'major')).length,
  };
};
const filterPremises = (query) =>
  premises.filter(
    (place) =>
      (!query.kind || place.kind === query.kind) &&
      inRegion(place.region.code, query.region) &&
      (!query.q || place.name.includes(query.q)) &&
      (!query.tag || place.tags.some((tag) => tag.code === query.tag)) &&
      (!query.has_open || placed(place).open_cases > 0) &&
      (!query.major || placed(place).major_open > 0),
  );
const treeOf = (items, codeOf, late) =>
  regions.map((region) => {
    const own = items.filter((item) => inRegion(codeOf(item), region.code));
    return { ...region, count: own.length, overdue: own.filter(late).length };
  });
const place = (id) => {
  const found = premises.find((one) => one.id === id);
  return {
    ...found,
    ...placed(found),
    facts: found.facts,
    duty: found.duty,
    history: found.history,
    version: found.version,
    cases: cases.filter((one) => one.premises === found).map(row),
    inspections: visits.filter((visit) => visit.premises.id === id),
  };
};

function overview() {
  const shown = cases.map(row);
  const live = shown.filter((one) => !['closed', 'void'].includes(one.state_class));
  const count = (items, code) => items.filter((one) => inRegion(one.region.code, code)).length;
  return {
    as_of: new Date().toISOString(),
    figures: [
      ['premises', '在册场所', premises.length, '家', 'normal', '/premises'],
      [
        'open',
        '未销号隐患',
        live.length,
        '件',
        'normal',
        '/cases?state_class=open,planned,doing,reported,verifying,waiting',
      ],
      ['overdue', '逾期', live.filter((one) => one.overdue).length, '件', 'danger', '/cases?overdue=true'],
      [
        'major',
        '重大火灾隐患',
        live.filter((one) => one.marks.some((mark) => mark.code === 'major')).length,
        '件',
        'danger',
        '/cases?mark=major',
      ],
      ['closed', '本年销号', shown.length - live.length, '件', 'good', '/cases?state_class=closed'],
      ['tasks', '要点任务', plan.tasks.length, '项', 'normal', '/plan'],
    ].map(([code, label, value, unit, tone, link]) => ({ code, label, value, unit, tone, link })),
    regions: regions
      .filter((region) => region.level === 'county')
      .map((region) => ({
        code: region.code,
        name: region.name,
        level: region.level,
        premises: premises.filter((one) => inRegion(one.region.code, region.code)).length,
        open: count(live, region.code),
        overdue: count(
          live.filter((one) => one.overdue),
          region.code,
        ),
        major: count(
          live.filter((one) => one.marks.some((mark) => mark.code === 'major')),
          region.code,
        ),
        closed_year: count(
          shown.filter((one) => one.state_class === 'closed'),
          region.code,
        ),
        close_rate: 0.2 + count(shown, region.code) / 100,
      })),
    overdue: filterCases({ overdue: true }).slice(0, 8).map(row),
    plan: [
      ['一', '健全消防工作责任体系', 3, 2, 4],
      ['二', '防范化解突出火灾风险', 4, 4, 4],
      ['三', '夯实消防安全工作基础', 2, 0, 0],
    ].map(([section, title, total, present, tasks]) => ({ section, title, clauses: total, present, tasks })),
    trend: Array.from({ length: 12 }, (_, at) => ({
      month: `2024-${String(at + 1).padStart(2, '0')}`,
      opened: 20 + ((at * 7) % 15),
      closed: 12 + ((at * 11) % 17),
    })),
  };
}
function inspect(body, session) {
  const spot = premises.find((one) => one.id === body.premises_id);
  const list = checklist(spot.kind).items;
  const failed = body.answers.filter((answer) => answer.result === 'fail');
  const opened = failed.map((answer) => {
    const one = makeCase(spot, list.find((item) => item.code === answer.item).text, 0, 'found');
    one.due = plus(3);
    cases.unshift(one);
    return row(one);
  });
  const judgement = judge(body);
  const visit = {
    id: uuid(),
    premises: { id: spot.id, name: spot.name },
    inspected_on: body.inspected_on,
    inspector: { name: session.user.name, post: session.posts[0].name, org: session.posts[0].org_name },
    failed: failed.length,
    passed: body.answers.length - failed.length,
    major_suggested: judgement.verdict === 'major',
    cases_opened: opened.length,
    answers: body.answers.map((answer) => ({
      ...answer,
      ...list.find((item) => item.code === answer.item),
      code: undefined,
    })),
    facts: body.facts,
    judgement,
    cases: opened,
  };
  visits.unshift(visit);
  return { status: 201, body: visit };
}

const own = (id) => cases.find((one) => one.id === id);
const routes = {
  'GET /session': (_, session) => session ?? problem(401, '未登录'),
  'POST /session': ({ body, reply }) =>
    body.password ? enter(cards[0].login, reply) : problem(401, '账号或密码不正确'),
  'DELETE /session': ({ token }) => {
    sessions.delete(token);
    return { status: 204 };
  },
  'GET /demo/cards': () => cards,
  'POST /demo/session': ({ body, reply }) => enter(body.login, reply),
  'GET /meta': () => ({
    city_name: city.name,
    synthetic: true,
    version: '0.1.0',
    pack: { name: 'guangdong-2024', title: '广东2024年消防工作要点' },
    calendar: { covered_from: '2007-01-01', covered_to: '2026-12-31' },
    lifecycles: [lifecycle],
    lists,
    premises_kinds: kinds,
    roles: Object.entries(roleNames).map(([code, name]) => ({ code, name, levels: ['city', 'county'] })),
    judgement: { editions: [{ code: '2025', from: '2025-11-01' }] },
    permissions: Object.entries(permissions).map(([code, name]) => ({ code, name })),
  }),
  'GET /meta/checklists': ({ query }) => checklist(query.kind),
  'GET /meta/judgement': () => vocabulary(kinds),
  'GET /regions': ({ query }) =>
    regions
      .filter((region) => (query.parent ? region.parent === query.parent : !region.parent))
      .map((region) => ({ ...region, has_children: regions.some((one) => one.parent === region.code) })),
  'GET /regions/shapes': () => shapes,
  'GET /overview': overview,
  'GET /cases': ({ query }) => paged(filterCases(query).map(row), query),
  'GET /cases/count': ({ query }) => ({ count: filterCases(query).length, at_least: false }),
  'GET /cases/tree': ({ query }) =>
    treeOf(
      filterCases(query),
      (one) => one.premises.region.code,
      (one) => row(one).overdue,
    ),
  'POST /cases': ({ body, session }) => {
    const one = makeCase(premises.find((spot) => spot.id === body.premises_id) ?? premises[0], '', 0, 'found');
    Object.assign(one, { title: body.title, fields: body.fields, due: plus(3) });
    cases.unshift(one);
    return { status: 201, body: detail(one, session) };
  },
  'GET /cases/:id': ({ id, session }) => (own(id) ? detail(own(id), session) : problem(404, '没有找到这个事项')),
  'GET /cases/:id/chase-text': ({ id }) => ({
    text: `【催办】${own(id).number} ${own(id).title}，期限 ${own(id).due}，请尽快办理并回复。`,
  }),
  'POST /cases/:id/actions': ({ id, body, session }) => {
    const refused = act(own(id), body, session);
    return refused ? { status: refused.status, problem: refused } : detail(own(id), session);
  },
  'POST /cases/:id/evidence': ({ id, form }) => {
    const made = file(form.stage ?? 'before');
    own(id).evidence.push(made);
    return { status: 201, body: made };
  },
  'POST /evidence': ({ form }) => ({ status: 201, body: file(form.stage ?? 'before') }),
  'GET /inbox': ({ query }) =>
    paged(filterCases({ state_class: 'open,reported,verifying' }).slice(0, 24).map(row), query),
  'GET /inbox/count': () => ({
    count: Math.min(24, filterCases({ state_class: 'open,reported,verifying' }).length),
    at_least: false,
  }),
  'GET /premises': ({ query }) => paged(filterPremises(query).map(placed), query),
  'GET /premises/count': ({ query }) => ({ count: filterPremises(query).length, at_least: false }),
  'GET /premises/tree': ({ query }) =>
    treeOf(
      filterPremises(query),
      (one) => one.region.code,
      () => false,
    ),
  'GET /premises/points': ({ query }) => clusters(filterPremises(query).map(placed), Number(query.zoom)),
  'GET /premises/:id': ({ id }) => place(id),
  'POST /premises': ({ body }) => {
    const made = {
      ...premises[0],
      ...body,
      id: uuid(),
      region: regionRef(body.region),
      kind_name: kinds.find((k) => k.code === body.kind).name,
      tags: [],
      history: [],
      version: 1,
    };
    premises.unshift(made);
    return { status: 201, body: place(made.id) };
  },
  'PATCH /premises/:id': ({ id, body }) => {
    const found = premises.find((one) => one.id === id);
    if (body.version !== found.version) return problem(409, '已被修改');
    const { region, version: _, tags: __, unit_id: ___, ...rest } = body;
    Object.assign(found, rest, { region: regionRef(region ?? found.region.code), version: found.version + 1 });
    return place(id);
  },
  'GET /units': ({ query }) =>
    paged(
      units.filter((unit) => !query.q || unit.name.includes(query.q)),
      query,
    ),
  'POST /judgements': ({ body }) => judge(body),
  'POST /inspections': ({ body, session }) => inspect(body, session),
  'GET /inspections': ({ query }) => paged(visits, query),
  'GET /inspections/:id': ({ id }) => visits.find((visit) => visit.id === id) ?? problem(404, '没有找到'),
  'POST /plan/documents': () => ({ status: 201, body: plan }),
  'GET /plan/documents': () => ({ items: [plan], next: null }),
  'GET /plan/documents/:id': () => plan,
  'GET /plan/clauses': () => clauses,
  'GET /notices': ({ query }) => paged(notices, query),
  'GET /notices/count': () => ({ count: notices.filter((one) => !one.read).length, at_least: false }),
  'POST /notices/:id/read': ({ id }) => {
    notices.find((one) => one.id === id).read = true;
    return { status: 204 };
  },
  ...adminRoutes({ cards, roleNames, permissions, narrow, paged }),
};

function enter(login, reply) {
  const session = sessionOf(cards.find((card) => card.login === login) ?? cards[0]);
  const token = uuid();
  sessions.set(token, session);
  reply.setHeader('Set-Cookie', `mock=${token}; Path=/; HttpOnly; SameSite=Strict`);
  return session;
}

function match(method, path) {
  if (routes[`${method} ${path}`]) return [routes[`${method} ${path}`], ''];
  const parts = path.split('/');
  const at = parts[1] === 'plan' ? 3 : 2;
  const id = parts[at];
  parts[at] = ':id';
  return [routes[`${method} ${parts.join('/')}`], id];
}
createServer(async (request, reply) => {
  const url = new URL(request.url, 'http://mock');
  const path = url.pathname.replace('/api/v1', '');
  if (!url.pathname.startsWith('/api/')) return serveStatic(url.pathname, reply);
  const token = /mock=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (path.startsWith('/files/') && request.method === 'GET') {
    reply.setHeader('Content-Type', 'image/svg+xml');
    return reply.end(picture('演示照片'));
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const json = request.headers['content-type']?.includes('json');
  const form = Object.fromEntries(
    [...text.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)/g)].map(([, key, value]) => [key, value]),
  );
  const [route, id] = match(request.method, path);
  const session = sessions.get(token);
  const ask = {
    query: Object.fromEntries(url.searchParams),
    body: json && text ? JSON.parse(text) : {},
    form,
    id,
    token,
    reply,
    session,
  };
  const open = path === '/session' || path.startsWith('/demo');
  const answer = !route
    ? problem(404, '没有这个接口')
    : !session && !open
      ? problem(401, '未登录')
      : route(ask, session);
  const status = answer?.problem ? answer.status : (answer?.status ?? 200);
  const body = answer?.problem ?? (typeof answer?.status === 'number' ? answer.body : answer);
  reply.writeHead(status, { 'Content-Type': answer?.problem ? 'application/problem+json' : 'application/json' });
  reply.end(body === undefined || status === 204 ? '' : JSON.stringify(body));
}).listen(PORT, '127.0.0.1', () => console.log(`mock on ${PORT}`));
