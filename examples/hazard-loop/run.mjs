// Walks one hazard over the API, from the visit to its closing, and verifies the audit chain.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller, fail, inDays } from './caller.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.QUTU_BIN ?? join(root, 'target', 'debug', 'qutu');
const data = mkdtempSync(join(tmpdir(), 'qutu-hazard-loop-'));

const say = (step, text) => console.log(`${step.padEnd(12)} ${text}`);

/** Starts the city and answers its address. */
function start() {
  const child = spawn(program, ['demo', '--premises', '60', '--port', '0', '--data', data], { cwd: root });
  child.stderr.pipe(process.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}`)));
    child.stdout.on('data', (bytes) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(bytes));
      if (found) resolve({ child, base: found[0] });
    });
  });
}

async function walk(base) {
  const officer = await Caller.enter(base, 'fire-officer');
  const chief = await Caller.enter(base, 'fire-chief');
  const manager = await Caller.enter(base, 'unit-manager-1');

  const premises = (await manager.get('/premises?limit=1')).items[0] ?? fail('the unit has no premises');
  const list = await officer.get(`/meta/checklists?kind=${premises.kind}`);
  const answers = list.items.map((item, index) => ({
    item: item.code,
    result: index === 0 ? 'fail' : 'pass',
    note: index === 0 ? '现场只有一个安全出口（演示）' : undefined,
  }));
  // A shop with one exit where two are required: GB 35181-2017 clause 6.5.
  const visit = await officer.post('/inspections', {
    premises_id: premises.id,
    inspected_on: '2024-09-27',
    checklist: list.code,
    answers,
    kinds: ['shop'],
    facts: { exits_required: 2, exits_present: 1 },
  });
  const row = visit.cases.find((one) => one.marks.some((mark) => mark.code === 'suggested_major')) ?? fail('nothing suggested');
  say('inspect', `${premises.name}: ${visit.failed} failed, ${visit.cases.length} cases`);
  say('suggestion', `GB 35181-${visit.judgement.edition} ${visit.judgement.verdict} ${visit.judgement.direct.join(' ')} (${visit.judgement.advisory})`);

  let found = await officer.act(row, 'propose_determination', { inspected_on: '2024-09-27', opinion: '提请集体讨论' });
  const people = ['甲', '乙', '丙'].map((name, index) => ({ name: `演示${name}`, title: `参加人${index + 1}` }));
  const decision = { determined_on: '2024-09-30', opinion: '经集体讨论，确定为重大火灾隐患' };
  const refused = await chief.act(found, 'determine_major', { ...decision, people: people.slice(0, 2) }, [], 422);
  say('two people', `refused: ${refused.fields.map((field) => field.message).join('; ')}`);
  found = await chief.act(found, 'determine_major', { ...decision, people });
  const notice = found.clocks.find((clock) => clock.code === 'major_notice');
  say('determined', `by ${people.length} named people; ${notice.name} due ${notice.due_date} (${notice.basis})`);
  if (notice.due_date !== '2024-10-10') fail(`three working days from 2024-09-30 are 2024-10-10, not ${notice.due_date}`);

  found = await officer.act(found, 'issue_order', { due: inDays(30), order_number: '示消重〔2024〕1号' });
  say('order', `due ${found.due_date}`);
  const station = await Caller.enter(base, 'town-station-02001');
  const after = await station.photo(found, 'after');
  found = await station.act(await station.get(`/cases/${found.id}`), 'report_fixed', { note: '已增设安全出口' }, [after]);
  say('fixed', `reported by ${station.name}; state ${found.state_name}`);

  const own = await station.photo(found, 'verify');
  const self = await station.act(found, 'verify_pass_major', { note: '自己核查' }, [own], 403);
  say('wrong role', `may not verify, 403: ${self.detail}`);
  found = await officer.get(`/cases/${found.id}`);
  const proof = await officer.photo(found, 'verify');
  found = await officer.act(await officer.get(`/cases/${found.id}`), 'verify_pass_major', { note: '现场复查合格' }, [proof]);
  say('verified', `by ${officer.name}; state ${found.state_name}`);
  found = await chief.act(await chief.get(`/cases/${found.id}`), 'close_major', { note: '同意销号' });
  say('closed', `${found.number} ${found.state_name}; ${found.timeline.length} entries on the timeline`);
  await walkOrdinary(visit, station, chief, base);
}

/** The other case of the visit is an ordinary one: here the fixer has the role to verify, and still may not. */
async function walkOrdinary(visit, station, chief, base) {
  const row = visit.cases.find((one) => one.marks.length === 0) ?? fail('no ordinary case');
  let found = await station.act(row, 'assign', { due: inDays(10) });
  const after = await station.photo(found, 'after');
  found = await station.act(found, 'report_fixed', { note: '已整改' }, [after]);
  const own = await station.photo(found, 'verify');
  const self = await station.act(found, 'verify_pass', { note: '自己核查' }, [own], 403);
  say('fixer', `may not verify, 403: ${self.detail}`);
  const office = await Caller.enter(base, 'county-office-02');
  const proof = await office.photo(found, 'verify');
  found = await office.act(found, 'verify_pass', { note: '现场核查合格' }, [proof]);
  found = await chief.act(found, 'close', { note: '同意销号' });
  say('closed', `${found.number} ${found.state_name}`);
}

const { child, base } = await start();
child.removeAllListeners('exit');
const ended = new Promise((resolve) => child.once('exit', resolve));
let code = 1;
try {
  await walk(base);
  code = 0;
} catch (error) {
  console.error(`failed: ${error.message}`);
} finally {
  child.kill('SIGINT');
  await ended;
}
if (code === 0) {
  const environment = { ...process.env, QUTU_DATA: data };
  const report = execFileSync(program, ['audit', 'verify', '--rows'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const { ok, records, rows } = JSON.parse(String(report));
  if (!ok) code = 1;
  console.log(ok ? `audit verify: ok (${records} records, ${rows} rows)` : 'audit verify: FAILED');
}
rmSync(data, { recursive: true, force: true });
process.exit(code);
