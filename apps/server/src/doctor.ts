import type { Check, Platform, Settings } from '@zhongzhi/kernel';
import { inspections } from './inspections.ts';
import { modules } from './modules.ts';

interface Finding {
  name: string;
  holds: string;
  ok: boolean;
  detail: string;
  mend: string;
}

/** All checks of installation and data. */
export async function examine(platform: Platform, settings: Settings): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, holds, mend, run } of inspections(platform, settings)) {
    const wrong = await Promise.resolve()
      .then(run)
      .catch((error: Error) => error.message);
    findings.push({ name, holds, mend, ok: wrong === null, detail: wrong ?? '' });
  }
  for (const check of modules.flatMap((module): readonly Check[] => module.checks ?? [])) {
    const result = await platform
      .transact('public', 'read', { actor: { kind: 'system', reason: 'doctor' } }, (context) => check.run(context))
      .catch((error: Error) => ({ ok: false, detail: error.message }));
    findings.push({
      name: check.name,
      holds: `${check.holds.zh} ${check.holds.en}`,
      mend: `${check.mend.zh} ${check.mend.en}`,
      ...result,
    });
  }
  return findings;
}

/** Prints every check, and for what does not hold, how to mend it. @returns whether all hold. */
export async function runDoctor(
  platform: Platform,
  settings: Settings,
  say: (line: string) => void,
  options: readonly string[],
): Promise<boolean> {
  const findings = await examine(platform, settings);
  const bad = findings.filter(({ ok }) => !ok);
  if (options.includes('--json')) say(JSON.stringify(findings));
  else {
    for (const { ok, name, holds, detail, mend } of findings)
      say(ok ? `  ✓ ${holds}  [${name}]` : `  ✗ ${holds}  [${name}]: ${detail}\n      怎么办 mend: ${mend}`);
    say(
      bad.length === 0
        ? `\n${findings.length} 项检查全部通过 all ${findings.length} checks hold`
        : `\n${bad.length} 项不符 ${bad.length} of ${findings.length} do not hold`,
    );
  }
  return bad.length === 0;
}
