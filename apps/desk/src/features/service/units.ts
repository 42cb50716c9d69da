import { useSession } from '../../app/session.ts';

/** The units in whose name the person acts. */
export function useUnits(): readonly { readonly unit: string; readonly name: string }[] {
  const roles = useSession()?.person?.roles ?? [];
  const units = new Map(
    roles.flatMap(({ unit, unitName }) => (unit === null ? [] : [[unit, unitName ?? unit] as const])),
  );
  return [...units].map(([unit, name]) => ({ unit, name }));
}
