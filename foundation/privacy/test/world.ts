import type { FastifyInstance } from 'fastify';
import { calendar } from '@zhongzhi/calendar/module';
import { casework } from '@zhongzhi/casework/module';
import { withCaseTypes } from '@zhongzhi/casework';
import { aCaseType } from '@zhongzhi/casework/testing';
import {
  createOrganisation,
  createPerson,
  grantRole,
  importRegions,
  nameGuardian,
  type PersonDraft,
} from '@zhongzhi/directory';
import { directory } from '@zhongzhi/directory/module';
import { files } from '@zhongzhi/files/module';
import { addDemoPerson } from '@zhongzhi/identity';
import { identity } from '@zhongzhi/identity/module';
import { Browser, openShell } from '@zhongzhi/identity/testing';
import type { Module } from '@zhongzhi/kernel';
import { createTestPlatform, type TestPlatform } from '@zhongzhi/kernel/testing';
import { notices } from '@zhongzhi/notices/module';
import { privacy } from '../src/module.ts';

/** A matter that asks for a phone number and photos, as appeals do. */
const errand = aCaseType({
  form: [
    { key: 'place', kind: 'place', required: true, label: { zh: '地点', en: 'Place' } },
    { key: 'description', kind: 'long-text', required: true, label: { zh: '说明', en: 'Words' } },
    { key: 'address', kind: 'text', personal: 'case.place', label: { zh: '具体位置', en: 'Exact place' } },
    { key: 'contactPhone', kind: 'phone', personal: 'case.contact-phone', label: { zh: '联系电话', en: 'Phone' } },
    { key: 'photos', kind: 'photos', personal: 'case.place', label: { zh: '照片', en: 'Photos' } },
  ],
});

/** Asks for things of which one needs consent by itself. */
const club: Module = {
  name: 'club',
  personalData: [
    {
      key: 'club.portrait',
      label: { zh: '活动照片', en: 'Portrait' },
      purpose: { zh: '在社区公告栏展示', en: 'To show it on the board' },
      basis: 'separate-consent',
      sensitive: true,
      retention: { zh: '一年', en: 'One year' },
    },
  ],
};

export const modules: readonly Module[] = [
  calendar,
  directory,
  notices,
  identity,
  files,
  privacy,
  casework,
  withCaseTypes({ name: 'errands' }, [errand]),
  club,
];

export interface World {
  t: TestPlatform;
  app: FastifyInstance;
  /** Adds a person whom the demonstration lets in, and signs them in. */
  enter: (draft: PersonDraft, role?: 'street-staff' | 'volunteer') => Promise<{ id: string; browser: Browser }>;
  isGuardian: (guardian: string, ward: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** A street with an office, and a shell around it. */
export async function openWorld(dataDir: string): Promise<World> {
  const t = await createTestPlatform(modules, { environment: { ZHONGZHI_DATA: dataDir } });
  const app = await openShell(t.platform);
  const unit = await t.platform.asSystem('test world', async (context) => {
    await importRegions(
      context,
      'code,name,level,parent\n530102,五华区,district,5301\n530102001,华山街道,street,530102\n',
    );
    return createOrganisation(context, { kind: 'street-office', name: '华山街道办事处', place: '530102001' });
  });
  let position = 0;
  return {
    t,
    app,
    async enter(draft, role) {
      const id = await t.platform.asSystem('test world', async (context) => {
        const person = await createPerson(context, draft);
        if (role === 'street-staff') await grantRole(context, { person, role, place: '530102001', unit });
        if (role === 'volunteer') await grantRole(context, { person, role });
        await addDemoPerson(context, {
          person,
          position: (position += 1),
          roles: [role ?? 'resident'],
          roleLabel: '居民',
          scopeLabel: '五华区',
        });
        return person;
      });
      const browser = new Browser(app);
      await browser.call('POST', '/demo/sessions', { id });
      return { id, browser };
    },
    isGuardian: (guardian, ward) =>
      t.platform.asSystem('test world', (context) => nameGuardian(context, { ward, guardian, relation: '母亲' })),
    async stop() {
      await app.close();
      await t.stop();
    },
  };
}
