import type { Platform } from '@zhongzhi/kernel';

/** Where this platform is reached from outside. */
export const baseOf = ({ settings }: Platform): string => settings.publicAddress ?? `http://localhost:${settings.port}`;

/** The did:web name of a unit; its document is served at `/units/<unit>/did.json` (did:web, section 3.2). */
export const didOf = (platform: Platform, unit: string): string =>
  `did:web:${encodeURIComponent(new URL(baseOf(platform)).host)}:units:${unit}`;

/** Where a unit's list of revoked certificates is served. */
export const statusListOf = (platform: Platform, unit: string): string =>
  `${baseOf(platform)}/api/v1/certificate-status/${unit}`;

/** The public page on which a certificate is checked; the fragment shows that the address was not altered. */
export const checkPageOf = (platform: Platform, id: string): string =>
  `${baseOf(platform)}/v/${id}#${shortCheck(platform, id)}`;

/** Eight characters that belong to a certificate's address. */
export const shortCheck = (platform: Platform, id: string): string =>
  platform.vault.blindIndex('certificates.address', id).slice(0, 8);
