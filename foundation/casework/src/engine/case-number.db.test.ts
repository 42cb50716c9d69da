import { afterAll, beforeAll, expect, test } from 'vitest';
import { housekeeping, newUuid, RunAnew, type Actor } from '@zhongzhi/kernel';
import { actingAs, createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { calendar } from '@zhongzhi/calendar/module';
import { createOrganisation, createPerson, importRegions } from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { notices } from '@zhongzhi/notices/module';
import { aCaseType } from '../../test/a-case-type.ts';
import { withCaseTypes } from '../case-types.ts';
import { casework } from '../module.ts';
import { insertCase, type NewCase } from '../store/case-store.ts';
import { openCaseUseCase } from '../use-cases/case-use-cases.ts';

let t: TestPlatform;
let resident: Actor;
beforeAll(async () => {
  t = await createTestPlatform([
    housekeeping,
    calendar,
    directory,
    notices,
    files,
    casework,
    withCaseTypes({ name: 'errands' }, [aCaseType()]),
  ]);
  resident = await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n',
    );
    await createOrganisation(context, { kind: 'street-office', name: '华山街道办事处', place: '530102001' });
    return actingAs([], await createPerson(context, { name: '杨丽' }));
  });
});
afterAll(() => t.stop());

test('a case that draws the number of another one of the day draws again, and both are kept', async () => {
  const { id } = await t.platform.run(
    openCaseUseCase,
    { type: 'errand', form: { place: '530102001001', description: '路灯不亮' } },
    { actor: resident },
  );
  const row = await t.platform.asSystem('test', ({ tx, district }) =>
    tx
      .selectFrom('casework.case')
      .selectAll()
      .where('district', '=', district)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  const { district: _district, followers: _followers, ...rest } = row;
  const twin = { ...rest, id: newUuid() } as unknown as NewCase;
  let draws = 0;
  await t.platform.asSystem('test', (context) => {
    draws += 1;
    return insertCase(context, draws === 1 ? twin : { ...twin, number: '20191014-B3N8R-T' });
  });
  expect(draws).toBe(2);
  const numbers = await t.platform.asSystem('test', ({ tx, district }) =>
    tx.selectFrom('casework.case').select('number').where('district', '=', district).orderBy('number').execute(),
  );
  expect(numbers.map(({ number }) => number).toSorted()).toEqual([row.number, '20191014-B3N8R-T'].toSorted());
});

test('whoever always draws the same in vain is told so in the end', async () => {
  let tries = 0;
  await expect(
    t.platform.asSystem('test', () => {
      tries += 1;
      throw new RunAnew('taken');
    }),
  ).rejects.toBeInstanceOf(RunAnew);
  expect(tries).toBe(4);
});
