/** Invented data of an invented city. For developing only; nothing here is shipped. */
import { readFileSync } from 'node:fs';
import { parseToml } from './toml.mjs';

let seed = 20240601;
export const random = () => {
  seed = (seed * 1664525 + 1013904223) % 4294967296;
  return seed / 4294967296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
let serial = 0;
export const uuid = () => `00000000-0000-7000-8000-${String(++serial).padStart(12, '0')}`;
export const DAY = 86_400_000;
export const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
export const plus = (days, from = TODAY) => new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10);

export const lifecycle = parseToml(
  readFileSync(new URL('../../packs/guangdong-2024/lifecycles/hazard.toml', import.meta.url), 'utf8'),
);

export const city = { code: '449900000000', name: '演示市', level: 'city', parent: null };
const counties = ['甲区', '乙区', '丙县', '丁县', '戊市', '己区'];
export const regions = [city];
export const shapes = { type: 'FeatureCollection', features: [] };
counties.forEach((name, at) => {
  const code = `4499${String(at + 1).padStart(2, '0')}000000`;
  regions.push({ code, name, level: 'county', parent: city.code });
  for (let town = 1; town <= 5; town++) {
    regions.push({
      code: `${code.slice(0, 6)}${String(town).padStart(3, '0')}000`,
      name: `${name[0]}${'一二三四五'[town - 1]}镇`,
      level: 'town',
      parent: code,
    });
  }
  const [cx, cy] = [116.1 + (at % 3) * 0.42 + (at > 2 ? 0.2 : 0), 23.15 + Math.floor(at / 3) * 0.36];
  const ring = Array.from({ length: 6 }, (_, corner) => {
    const turn = (Math.PI / 3) * corner + Math.PI / 6;
    return [cx + 0.235 * Math.cos(turn) * 1.02, cy + 0.235 * Math.sin(turn)];
  });
  shapes.features.push({
    type: 'Feature',
    properties: { code, name, level: 'county' },
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
  });
});
const towns = regions.filter((region) => region.level === 'town');
const byCode = new Map(regions.map((region) => [region.code, region]));
export const regionRef = (code) => {
  const own = byCode.get(code);
  const path = [];
  for (let at = own; at; at = byCode.get(at.parent)) path.unshift(at.name);
  return { code, name: own.name, path: path.slice(1) };
};

export const kinds = [
  ['hotel', '宾馆', '公众聚集场所'],
  ['shop', '商场', '公众聚集场所'],
  ['market', '集贸市场', '公众聚集场所'],
  ['restaurant', '餐饮场所', '公众聚集场所'],
  ['public_entertainment', '公共娱乐场所', '公众聚集场所'],
  ['elderly_care', '老年人照料设施', '人员密集场所'],
  ['hospital_outpatient_ward', '医院', '人员密集场所'],
  ['factory', '厂房', '生产经营场所'],
  ['warehouse', '仓库', '生产经营场所'],
  ['self_built', '经营性自建房', '居住类场所'],
].map(([code, name, group]) => ({ code, name, group }));
export const hazardClasses = [
  ['illegal_work', '违规施工作业和生产经营'],
  ['evacuation', '安全疏散条件不足'],
  ['window_bars', '违规设置防盗网和广告牌'],
  ['sandwich_panel', '违规使用易燃可燃夹芯彩钢板'],
  ['facilities', '消防设施损坏停用'],
  ['other', '其他'],
].map(([code, name]) => ({ code, name, basis: '集中除患攻坚大整治分类' }));
const tags = [
  { code: 'key_unit', name: '重点单位' },
  { code: 'nine_small', name: '九小场所' },
  { code: 'mixed', name: '三合一' },
];
export const lists = {
  hazard_classes: hazardClasses,
  premises_tags: tags,
  sectors: [
    { code: 'education', name: '教育' },
    { code: 'commerce', name: '商务' },
  ],
  organisation_kinds: [
    { code: 'committee_office', name: '消安委办' },
    { code: 'fire_authority', name: '消防救援机构' },
    { code: 'department', name: '行业主管部门' },
    { code: 'township', name: '镇街' },
  ],
};

const departments = {
  hotel: '公安机关',
  shop: '商务部门',
  market: '市场监管部门',
  restaurant: '市场监管部门',
  public_entertainment: '文广旅体部门',
  elderly_care: '民政部门',
  hospital_outpatient_ward: '卫生健康部门',
  factory: '工业和信息化部门',
  warehouse: '工业和信息化部门',
  self_built: '住房城乡建设部门',
};
export const units = Array.from({ length: 24 }, (_, at) => ({
  id: uuid(),
  name: `演示单位${String(at + 1).padStart(2, '0')}有限公司`,
  credit_code: null,
}));
export const premises = Array.from({ length: 140 }, (_, at) => {
  const kind = pick(kinds);
  const town = pick(towns);
  const county = shapes.features.find((feature) => feature.properties.code === town.parent).geometry.coordinates[0];
  const [x, y] = [0, 1].map((axis) => county.slice(0, 6).reduce((sum, corner) => sum + corner[axis], 0) / 6);
  const unit = pick(units);
  return {
    id: uuid(),
    name: `演示${kind.name}${String(at + 1).padStart(3, '0')}`,
    kind: kind.code,
    kind_name: kind.name,
    tags: random() < 0.4 ? [pick(tags)] : [],
    address: `演示路${1 + Math.floor(random() * 300)}号`,
    region: regionRef(town.code),
    unit: { id: unit.id, name: unit.name },
    sector: null,
    department: departments[kind.code],
    open_cases: 0,
    major_open: 0,
    last_inspected_on: random() < 0.7 ? plus(-Math.floor(random() * 200)) : null,
    point: { longitude: x + (random() - 0.5) * 0.26, latitude: y + (random() - 0.5) * 0.26 },
    version: 1,
    area_m2: Math.round(200 + random() * 6000),
    floors: 1 + Math.floor(random() * 8),
    height_m: Math.round(5 + random() * 40),
    facts: random() < 0.5 ? { exits_required: 2, exits_present: 2, high_rise: false } : {},
    duty: [
      {
        kind: 'industry',
        kind_name: '行业管理',
        department: departments[kind.code],
        basis: '市消防安全责任分工（演示）',
      },
      {
        kind: 'direct',
        kind_name: '直接管理',
        department: `${town.name}人民政府`,
        basis: '消防安全责任制实施办法（演示）',
      },
    ],
    history: [
      { at: new Date(Date.now() - 40 * DAY).toISOString(), actor: '演示人员丙', field: '建筑面积', from: 800, to: 860 },
    ],
  };
});

const titles = [
  '疏散通道堆放货物',
  '安全出口锁闭',
  '室内消火栓无水',
  '防火卷帘不能下降',
  '火灾自动报警系统处于故障状态',
  '外窗设置防盗网，未留逃生口',
  '夹芯彩钢板搭建隔间',
  '电动自行车在门厅充电',
  '消防车通道被占用',
  '楼梯间未封闭，违规住人',
];
export const file = (stage, at = Date.now()) => {
  const id = uuid();
  return {
    id,
    name: `现场照片-${stage}.jpg`,
    media_type: 'image/png',
    size: 248_000 + Math.floor(random() * 900_000),
    sm3: '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
    stage,
    note: null,
    taken_at: new Date(at).toISOString(),
    uploaded_at: new Date(at + 60_000).toISOString(),
    uploaded_by: '网格员01',
    grade: 'captured',
    grade_name: '现场拍摄',
    place: { longitude: 116.3, latitude: 23.4 },
    url: `/api/v1/files/${id}`,
    thumbnail_url: `/api/v1/files/${id}/thumbnail`,
  };
};
const state = (code) => lifecycle.state.find((one) => one.code === code);
const route = ['found', 'assigned', 'planned', 'fixing', 'reported', 'verified', 'closed'];
const moves = {
  assigned: 'assign',
  planned: 'plan',
  fixing: 'start',
  reported: 'report_fixed',
  verified: 'verify_pass',
  closed: 'close',
};

export function makeCase(place, title, days, stateCode) {
  const opened = Date.now() - days * DAY;
  const reached = stateCode === 'determining' ? 'assigned' : stateCode;
  const steps = route.slice(0, route.indexOf(reached) + 1);
  const timeline = steps.map((code, at) => {
    const when = opened + at * 2 * DAY;
    return {
      id: uuid(),
      at: new Date(when).toISOString(),
      on_date: new Date(when).toISOString().slice(0, 10),
      actor: {
        name: at % 2 ? '演示人员甲' : '网格员01',
        post: at % 2 ? '消防工作站站长' : '网格员',
        org: `${place.region.name}人民政府`,
      },
      action: at === 0 ? 'open' : moves[code],
      action_name: at === 0 ? '登记' : lifecycle.action.find((one) => one.code === moves[code]).name,
      from_state: steps[at - 1] ?? null,
      to_state: code,
      from_name: steps[at - 1] ? state(steps[at - 1]).name : null,
      to_name: state(code).name,
      note: null,
      fields: code === 'assigned' ? { due: plus(-days + 20), note: '立即清理，恢复畅通；整改期间安排专人值守。' } : {},
      evidence: code === 'found' ? [file('before', when)] : code === 'reported' ? [file('after', when)] : [],
      people: null,
    };
  });
  return {
    id: uuid(),
    number: `YH${TODAY.slice(0, 4)}${String(serial).padStart(5, '0')}`,
    kind: 'hazard',
    title: `${place.name}${title}`,
    state: stateCode,
    marks: [],
    premises: place,
    opened,
    due: null,
    timeline,
    evidence: timeline.flatMap((entry) => entry.evidence),
    version: steps.length,
    clocks: [],
    fields: {
      summary: `检查发现${title}，影响人员疏散和灭火救援。`,
      class: pick(hazardClasses).code,
      place_in_premises: '一层东侧',
      found_on: plus(-days),
    },
  };
}

export const cases = premises.flatMap((place) => {
  const count = random() < 0.55 ? 1 + Math.floor(random() * 2) : 0;
  return Array.from({ length: count }, () => {
    const one = makeCase(
      place,
      pick(titles),
      4 + Math.floor(random() * 60),
      pick([
        'found',
        'assigned',
        'planned',
        'fixing',
        'fixing',
        'reported',
        'reported',
        'verified',
        'closed',
        'closed',
        'determining',
      ]),
    );
    if (one.state !== 'closed') one.due = plus(Math.floor(random() * 30) - 8);
    if (random() < 0.12) one.marks.push({ code: 'suggested_major', on: plus(-9) });
    if (random() < 0.06 && ['fixing', 'reported'].includes(one.state)) one.marks.push({ code: 'major', on: plus(-7) });
    if (random() < 0.1) one.marks.push({ code: 'extended', on: plus(-3) });
    one.provisional = random() < 0.15;
    return one;
  });
});
