import { expect, test, vi } from 'vitest';

// The lot falls on the same number for the first two cases, and on others afterwards.
const drawn = vi.hoisted(() => ['20191014-K7Q2M-X', '20191014-K7Q2M-X', '20191014-B3N8R-T']);
vi.mock('../domain/case-number.ts', async (original) => ({
  ...(await original<typeof import('../domain/case-number.ts')>()),
  newCaseNumber: () => drawn.shift(),
}));

const { housekeeping } = await import('@zhongzhi/kernel');
const { actingAs, createTestPlatform } = await import('@zhongzhi/kernel/testing');
const { calendar } = await import('@zhongzhi/calendar/module');
const { createOrganisation, createPerson, importRegions } = await import('@zhongzhi/directory');
const { directory } = await import('@zhongzhi/directory/module');
const { files } = await import('@zhongzhi/files/module');
const { notices } = await import('@zhongzhi/notices/module');
const { aCaseType } = await import('../../test/a-case-type.ts');
const { withCaseTypes } = await import('../case-types.ts');
const { casework } = await import('../module.ts');
const { openCaseUseCase } = await import('../use-cases/case-use-cases.ts');

test('two cases that draw the same number are both kept, the second under another number', async () => {
  const t = await createTestPlatform([
    housekeeping,
    calendar,
    directory,
    notices,
    files,
    casework,
    withCaseTypes({ name: 'errands' }, [aCaseType()]),
  ]);
  try {
    const resident = await t.platform.asSystem('test world', async (context) => {
      await importRegions(
        context,
        'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n530102001001,翠湖社区,community,530102001\n',
      );
      await createOrganisation(context, { kind: 'street-office', name: '华山街道办事处', place: '530102001' });
      return actingAs([], await createPerson(context, { name: '杨丽' }));
    });
    const open = (description: string) =>
      t.platform.run(
        openCaseUseCase,
        { type: 'errand', form: { place: '530102001001', description } },
        { actor: resident },
      );
    expect((await open('路灯不亮')).number).toBe('20191014-K7Q2M-X');
    expect((await open('井盖松动')).number).toBe('20191014-B3N8R-T');
  } finally {
    await t.stop();
  }
});
