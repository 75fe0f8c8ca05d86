/** An invented work-points document, cut as the interface cuts one. For developing only. */
import { uuid } from './data.mjs';

const lines = [
  '演示市2024年消防工作要点（虚构）',
  '全市消防工作坚持预防为主、防消结合，压实责任、治理隐患、夯实基础，确保火灾形势平稳。',
  '一、健全消防工作责任体系',
  '（一）压实党委政府领导责任。修订领导干部消防安全责任清单，每季度研究消防工作。',
  '（二）落实部门监管责任。',
  '1.消防救援机构会同教育、民政、卫生健康部门制定行业消防安全工作指引，6月底前完成。',
  '2.涉及监管责任模糊地带的新兴业态，按照业务相近原则，',
  '……（此处省略800字）……',
  '3.建立火灾事故延伸调查和责任追究机制。',
  '二、防范化解突出火灾风险',
  '（四）强化火灾风险研判。每月综合研判火灾风险，形成问题清单和责任清单。',
  '（五）开展专项整治。年底前对排查出的突出火灾隐患动态销账。',
  '1.提请市政府挂牌1至2处火灾隐患重点地区。',
  '2.开展技术服务机构条件复核，由消防救援机构负责，实现一轮全覆盖。',
  '（未完，全文共2600字，当前仅显示500字）',
];
const node = (id, kind, parent, level, heading, text, from, to, more = {}) => ({
  id,
  kind,
  parent,
  level,
  heading,
  text,
  status: 'present',
  certain: true,
  candidates: [],
  lines: from ? [from, to ?? from] : null,
  masked: [],
  omitted_chars: null,
  ...more,
});
const nodes = [
  node('title', 'title', null, 0, null, lines[0], 1),
  node('preamble', 'preamble', null, 0, null, lines[1], 2),
  node('一', 'section', null, 1, '健全消防工作责任体系', '', 3),
  node('一(一)', 'clause', '一', 2, '压实党委政府领导责任', '修订领导干部消防安全责任清单，每季度研究消防工作。', 4),
  node('一(二)', 'clause', '一', 2, '落实部门监管责任', '', 5),
  node('一(二)1', 'item', '一(二)', 3, null, lines[5].slice(2), 6),
  node('一(二)2', 'item', '一(二)', 3, null, lines[6].slice(2), 7, 7, { status: 'partial' }),
  node('gap1', 'gap', '一', 3, null, '', 8, 8, { omitted_chars: 800, status: null }),
  node('一(三)', 'clause', '一', 2, '落实社会单位主体责任', '', 0, 0, { status: 'elided', lines: null }),
  node('一(?)3', 'item', '一', 3, null, lines[8].slice(2), 9, 9, { certain: false, candidates: ['一(三)', '一(二)'] }),
  node('二', 'section', null, 1, '防范化解突出火灾风险', '', 10),
  node('二(四)', 'clause', '二', 2, '强化火灾风险研判', '每月综合研判火灾风险，形成问题清单和责任清单。', 11),
  node('二(五)', 'clause', '二', 2, '开展专项整治', '年底前对排查出的突出火灾隐患动态销账。', 12),
  node('二(五)1', 'item', '二(五)', 3, null, lines[12].slice(2), 13),
  node('二(五)2', 'item', '二(五)', 3, null, lines[13].slice(2), 14),
  node('gap2', 'gap', '二', 3, null, '', 15, 15, { omitted_chars: 2100, status: null }),
  node('三', 'section', null, 1, '夯实消防安全工作基础', '', 0, 0, { status: 'elided', lines: null }),
];
const task = (clause, text, line, lead, support = [], more = {}) => ({
  clause,
  text,
  lead: lead.map((raw) => ({ name: raw === '教育' ? '教育部门' : raw, raw })),
  support: support.map((raw) => ({ name: raw === '卫生健康' ? null : `${raw}部门`, raw })),
  due: [],
  quantity: [],
  coverage: null,
  span: { lines: [line, line], from: text.length, to: text.length + 10 },
  ...more,
});
const tasks = [
  task('一(一)', '修订领导干部消防安全责任清单', 4, []),
  task('一(一)', '每季度研究消防工作', 4, [], [], { due: [{ kind: 'cadence', value: 'P3M', raw: '每季度' }] }),
  task('一(二)1', '制定行业消防安全工作指引', 6, ['消防救援机构'], ['教育', '民政', '卫生健康'], {
    due: [{ kind: 'date', value: '2024-06-30', raw: '6月底前' }],
  }),
  task('一(?)3', '建立火灾事故延伸调查和责任追究机制', 9, []),
  task('二(四)', '每月综合研判火灾风险，形成问题清单和责任清单', 11, [], [], {
    due: [{ kind: 'cadence', value: 'P1M', raw: '每月' }],
  }),
  task('二(五)', '对排查出的突出火灾隐患动态销账', 12, [], [], {
    due: [{ kind: 'date', value: '2024-12-31', raw: '年底前' }],
  }),
  task('二(五)1', '提请市政府挂牌1至2处火灾隐患重点地区', 13, ['消防救援机构'], [], {
    quantity: [{ min: 1, max: 2, unit: '处', raw: '1至2处' }],
  }),
  task('二(五)2', '开展技术服务机构条件复核', 14, ['消防救援机构'], [], { coverage: { share: 1, raw: '一轮全覆盖' } }),
];
const summary = {
  sections: 3,
  clauses: 5,
  items: 5,
  gaps: 2,
  omitted_chars: 2900,
  tasks: tasks.length,
  unowned: tasks.filter((one) => one.lead.length === 0).length,
};
export const plan = {
  id: uuid(),
  name: '演示市2024年消防工作要点.docx',
  uploaded_at: new Date().toISOString(),
  uploaded_by: '演示人员甲',
  lines,
  nodes,
  tasks,
  summary,
};

export const clauses = nodes
  .filter((one) => ['clause', 'item'].includes(one.kind))
  .map((one, at) => ({
    id: one.id,
    title: one.heading ?? one.text.slice(0, 18),
    section: one.parent ?? '',
    status: one.status,
    summary: one.text || '原文缺失',
    screen: at % 3 ? '/cases' : null,
    api: at % 3 ? 'GET /cases' : null,
    test: at % 3 ? 'casework::closes_with_proof' : null,
    built: at % 3 !== 0,
  }));
