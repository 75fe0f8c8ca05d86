/** An ordinary hazard of the demonstration, walked over the API to where only its closing is left. */
import { Caller, fail, inDays } from '../../examples/hazard-loop/caller.mjs';
import { BASE } from './browser.mjs';

export async function verifiedHazard() {
  const enter = (login) => Caller.enter(BASE, login);
  const [officer, manager] = [await enter('fire-officer'), await enter('unit-manager-1')];
  const premises = (await manager.get('/premises?limit=1')).items[0] ?? fail('the unit has no premises');
  const list = await officer.get(`/meta/checklists?kind=${premises.kind}`);
  const visit = await officer.post('/inspections', {
    premises_id: premises.id,
    inspected_on: inDays(0),
    checklist: list.code,
    answers: list.items.map((item, index) => ({
      item: item.code,
      result: index === 0 ? 'fail' : 'pass',
      note: index === 0 ? '疏散指示标志损坏（演示）' : undefined,
    })),
  });
  const station = await enter('town-station-02001');
  let found = await station.act(visit.cases[0] ?? fail('no case'), 'assign', { due: inDays(10) });
  found = await station.act(found, 'report_fixed', { note: '已整改' }, [await station.photo(found, 'after')]);
  const county = await enter('county-office-02');
  return county.act(found, 'verify_pass', { note: '现场核查合格' }, [await county.photo(found, 'verify')]);
}
