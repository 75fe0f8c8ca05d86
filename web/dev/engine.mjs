/** Just enough of the case engine to develop against. */
import { DAY, file, lifecycle, plus, random, TODAY, uuid } from './data.mjs';

export const stateOf = (code) => lifecycle.state.find((one) => one.code === code);
const markOf = (code) => lifecycle.mark.find((one) => one.code === code);
const open = (one) => !['closed', 'void'].includes(stateOf(one.state).class);

export function row(one) {
  const days = one.due ? Math.round((Date.parse(one.due) - Date.parse(TODAY)) / DAY) : null;
  return {
    id: one.id,
    number: one.number,
    kind: 'hazard',
    kind_name: lifecycle.name,
    title: one.title,
    state: one.state,
    state_name: stateOf(one.state).name,
    state_class: stateOf(one.state).class,
    marks: one.marks.map((mark) => ({
      ...mark,
      name: markOf(mark.code).name,
      danger: Boolean(markOf(mark.code).danger),
    })),
    due_date: open(one) ? one.due : null,
    due_in_days: open(one) ? days : null,
    overdue: open(one) && days !== null && days < 0,
    provisional_due: Boolean(one.provisional),
    premises: { id: one.premises.id, name: one.premises.name },
    unit: one.premises.unit,
    region: one.premises.region,
    sector: null,
    opened_at: new Date(one.opened).toISOString(),
    closed_at: one.state === 'closed' ? new Date().toISOString() : null,
    version: one.version,
  };
}

function whyNot(action, one, session) {
  const reasons = [];
  const held = one.marks.map((mark) => mark.code);
  const roles = session.posts.map((post) => post.role);
  if (!action.roles.some((role) => roles.includes(role)))
    reasons.push(`须由${action.roles.map((role) => roleNames[role] ?? role).join('、')}办理`);
  for (const mark of action.requires_marks ?? [])
    if (!held.includes(mark)) reasons.push(`须先标记“${markOf(mark).name}”`);
  for (const mark of action.forbids_marks ?? [])
    if (held.includes(mark)) reasons.push(`已标记“${markOf(mark).name}”，须走重大火灾隐患程序`);
  const own = one.timeline.filter((entry) => entry.actor.name === session.user.name).map((entry) => entry.action);
  if ((action.different_from ?? []).some((code) => own.includes(code)))
    reasons.push('须由另一人办理：您已办理过前一步');
  return reasons;
}

export const roleNames = {
  city_office: '市消安委办',
  county_office: '县消安委办',
  fire_officer: '承办人',
  fire_chief: '负责人',
  town_station: '镇消防工作站',
  grid_worker: '网格员',
  leader: '分管领导',
  unit_manager: '单位管理人',
};

export function actionsOf(one, session) {
  return lifecycle.action
    .filter((action) => action.from.includes(one.state))
    .map((action) => {
      const why_not = whyNot(action, one, session);
      return {
        code: action.code,
        name: action.name,
        allowed: why_not.length === 0,
        why_not,
        fields: action.field ?? [],
        evidence: action.evidence ?? null,
        collective_min: action.collective ? 3 : null,
        danger: Boolean(action.danger),
        hint: action.hint ?? null,
      };
    });
}

const judgement = {
  edition: '2025',
  verdict: 'major',
  route: 'direct',
  direct: ['5.2 c)'],
  comprehensive: ['6.3.2', '6.4.5'],
  by: [],
  excluded_elements: [],
  premises_exclusion: [],
  unknown: ['compartment_altered', 'stair_form_ok'],
  reasons: [
    {
      clause: '5.2 c)',
      facts: { exits_required: 2, exits_present: 1 },
      threshold: '安全出口应设 2 个',
      text: '安全出口数量不符合标准：应设 2 个，实设 1 个',
    },
    { clause: '6.3.2', facts: {}, threshold: null, text: '安全出口数量不符合标准' },
    { clause: '6.4.5', facts: {}, threshold: null, text: '火灾自动报警系统不能正常使用' },
  ],
  unknown_labels: [
    { input: 'compartment_altered', label: '防火分区是否被改变' },
    { input: 'stair_form_ok', label: '疏散楼梯间设置形式是否符合标准' },
  ],
  advisory: '判定建议，不是确定',
};

export function detail(one, session) {
  const reached = new Map(one.timeline.map((entry) => [entry.to_state, entry.on_date]));
  return {
    ...row(one),
    fields: one.fields,
    field_defs: lifecycle.field,
    line: lifecycle.state
      .filter((s) => s.line)
      .sort((a, b) => a.line - b.line)
      .map((s) => ({
        code: s.code,
        name: s.name,
        class: s.class,
        reached_on: reached.get(s.code) ?? null,
        current: s.code === one.state,
      })),
    clocks: clocksOf(one),
    actions: actionsOf(one, session),
    evidence: one.evidence,
    suggestion: one.marks.some((mark) => mark.code === 'suggested_major') ? judgement : null,
    inspection_id: null,
    timeline: one.timeline,
    pack: { name: 'guangdong-2024', lifecycle_hash: '9f2c5b1e77aa90d1c2' },
    documents:
      one.state === 'fixing'
        ? [{ code: 'order', title: '责令限期改正通知书', number: '演消限〔2024〕第0012号', issued_on: plus(-6) }]
        : [],
  };
}

function clocksOf(one) {
  const made = (code, due, state, left) => {
    const clock = lifecycle.clock.find((c) => c.code === code);
    return {
      code,
      name: clock.name,
      basis: clock.basis,
      source: clock.source ?? null,
      certainty: clock.certainty,
      started_on: new Date(one.opened).toISOString().slice(0, 10),
      due_date: due,
      due_at: null,
      provisional: Boolean(one.provisional),
      state,
      remaining_working_days: left,
      extended_from: one.marks.some((m) => m.code === 'extended') && code === 'rectify' ? plus(-4) : null,
    };
  };
  if (!open(one) || !one.due) return [made('rectify', plus(-3), 'met', null)];
  const days = Math.round((Date.parse(one.due) - Date.parse(TODAY)) / DAY);
  const state = days < 0 ? 'overdue' : 'running';
  const main = made(
    one.state === 'found' ? 'handle' : one.state === 'reported' ? 'reinspect' : 'rectify',
    one.due,
    state,
    Math.round(days * 0.7),
  );
  return one.state === 'determining'
    ? [main, made('government_report', plus(5), 'running', 4)]
    : one.state === 'found'
      ? [main]
      : [main, made('handle', plus(-10), 'met', null)];
}

export function act(one, body, session) {
  const action = lifecycle.action.find((candidate) => candidate.code === body.action);
  if (body.version !== one.version) {
    return {
      status: 409,
      code: 'case_changed',
      title: '事项已被他人办理',
      current: {
        state: one.state,
        state_name: stateOf(one.state).name,
        version: one.version,
        changed: [{ field: '状态', from: '整改中', to: stateOf(one.state).name }],
      },
    };
  }
  const fields = (action.field ?? []).filter((field) => field.required && !body.fields[field.code]);
  if (fields.length > 0)
    return {
      status: 422,
      code: 'invalid',
      title: '填写有误',
      fields: fields.map((field) => ({
        pointer: `/fields/${field.code}`,
        code: 'required',
        message: `请填写${field.label}`,
      })),
    };
  const from = one.state;
  one.state = action.to === '=' ? from : action.to === '<' ? 'fixing' : action.to;
  for (const code of action.sets ?? []) one.marks.push({ code, on: TODAY });
  if (body.fields.due) one.due = body.fields.due;
  one.version += 1;
  const now = new Date().toISOString();
  const { people, note, ...fieldsLeft } = body.fields;
  one.timeline.push({
    id: uuid(),
    at: now,
    on_date: TODAY,
    actor: { name: session.user.name, post: session.posts[0].name, org: session.posts[0].org_name },
    action: action.code,
    action_name: action.name,
    from_state: from,
    to_state: one.state,
    from_name: stateOf(from).name,
    to_name: stateOf(one.state).name,
    note: note ?? body.note ?? null,
    fields: fieldsLeft,
    evidence: one.evidence.filter((f) => body.evidence.includes(f.id)),
    people: people ?? null,
  });
  return null;
}

const asked = [
  ['exits_required', '应设安全出口数量', 'number', ['6.3.2'], '个'],
  ['exits_present', '实有安全出口数量', 'number', ['6.3.2'], '个'],
  ['exit_fully_blocked', '安全出口是否被完全占用、堵塞、封闭', 'bool', ['6.3.2']],
  ['stair_form_ok', '疏散楼梯间设置形式是否符合标准', 'bool', ['6.3.1']],
  ['emergency_light_and_signs_provided', '是否按标准设置应急照明和疏散指示标志', 'bool', ['6.3.5']],
  ['alarm_required', '是否应设火灾自动报警系统', 'bool', ['6.4.5']],
  ['alarm_usable', '火灾自动报警系统能否正常使用', 'bool', ['6.4.5']],
  ['hydrant_usable', '消火栓系统能否正常使用', 'bool', ['6.4.2']],
  ['required_systems', '应设的系统', 'systems', ['5.2 d)']],
  ['system_faults', '不能正常运行的情形', 'faults', ['5.2 d)']],
  ['hazard_class', '火灾危险性类别', 'enum', ['5.1 a)']],
  ['compartment_area_m2', '防火分区面积', 'number', ['6.2.2'], 'm²'],
  ['element_flags', '逐项要素的排除情形', 'flags', ['4.2c']],
];
export const inputs = asked.map(([name, label, type, elements, unit]) => ({
  name,
  label,
  type,
  elements,
  ...(unit ? { unit, integer: unit === '个' } : {}),
  ...(type === 'enum' ? { values: ['甲', '乙', '丙', '丁', '戊'] } : {}),
}));
export const vocabulary = (kinds) => ({
  edition: '2025',
  standard: 'GB 35181-2025',
  kinds: kinds.slice(0, 9).map(({ code, name }) => ({ id: code, label: name })),
  systems: [
    { id: 'hydrant', label: '消火栓系统', faults: [{ id: 'A.1.1', text: '消防水泵无法启动' }] },
    { id: 'alarm', label: '火灾自动报警系统', faults: [{ id: 'A.3.1', text: '主机未接消防电源' }] },
  ],
  flags: [
    { name: 'immediately_fixable', label: '能立即整改消除', type: 'bool' },
    { name: 'fixed_on_site', label: '当场整改完毕', type: 'bool' },
  ],
  inputs,
});

export function judge({ facts }) {
  const short = facts.exits_required > 0 && facts.exits_present < facts.exits_required;
  const direct = short || facts.exit_fully_blocked ? ['5.2 c)'] : [];
  const comprehensive = [...(direct.length ? ['6.3.2'] : []), ...(facts.alarm_usable === false ? ['6.4.5'] : [])];
  const unknown = inputs.slice(0, -1).filter((input) => facts[input.name] === undefined);
  return {
    ...judgement,
    verdict: direct.length ? 'major' : 'not_major',
    route: direct.length ? 'direct' : null,
    direct,
    comprehensive,
    unknown: unknown.map((u) => u.name),
    unknown_labels: unknown.map((u) => ({ input: u.name, label: u.label })),
    reasons: [
      ...direct.map((clause) => ({
        clause,
        facts: {},
        threshold: '应设 2 个',
        text: '安全出口数量不符合标准或被完全堵塞',
      })),
      ...comprehensive.map((clause) => ({
        clause,
        facts: {},
        threshold: null,
        text: clause === '6.3.2' ? '安全出口不符合标准' : '火灾自动报警系统不能正常使用',
      })),
    ],
  };
}

export const checklist = (kind) => ({
  code: `check-${kind}`,
  name: '人员密集场所检查表（演示）',
  items: [
    [
      'exit_open',
      '安全出口、疏散通道畅通，未锁闭、未堵塞',
      '消防法第二十八条',
      '安全疏散',
      { exit_fully_blocked: true },
    ],
    ['lights', '应急照明和疏散指示标志完好有效', '消防法第十六条', '安全疏散', {}],
    ['bars', '外窗未设置影响逃生的防盗网、广告牌', '消防法第二十八条', '安全疏散', {}],
    ['hydrant', '室内消火栓有水、水压正常', '消防法第十六条', '消防设施', { hydrant_usable: false }],
    ['alarm', '火灾自动报警系统运行正常', '消防法第十六条', '消防设施', { alarm_usable: false }],
    ['hot_work', '动火作业经过审批并落实看护', '消防法第二十一条', '日常管理', {}],
    ['drill', '半年内开展过灭火和应急疏散演练', '消防法第十六条', '日常管理', {}],
  ].map(([code, text, basis, group, facts]) => ({ code, text, basis, group, facts, hazard_class: 'evacuation' })),
});
export { file, random };
