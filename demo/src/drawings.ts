import sharp from 'sharp';
import { keepUpload } from '@zhongzhi/files';
import type { Platform } from '@zhongzhi/kernel';
import type { Person } from './past.ts';

/** What the drawn pictures show. */
const FIGURES = {
  lift: '<rect x="300" y="120" width="200" height="400" fill="#9aa3ad"/><rect x="310" y="130" width="88" height="390" fill="#c8ced4"/><rect x="402" y="130" width="88" height="390" fill="#c8ced4"/><rect x="520" y="300" width="36" height="70" fill="#555"/><circle cx="538" cy="320" r="8" fill="#e33"/><rect x="280" y="60" width="240" height="44" fill="#b00"/><text x="400" y="92" font-size="30" text-anchor="middle" fill="#fff">×</text>',
  manhole:
    '<ellipse cx="400" cy="420" rx="170" ry="70" fill="#2c2f33"/><ellipse cx="420" cy="405" rx="165" ry="64" fill="#6b7075"/><path d="M300 405h240M340 375h160M340 435h160" stroke="#4b5054" stroke-width="8"/>',
  barbecue:
    '<rect x="240" y="380" width="320" height="60" fill="#333"/><path d="M260 440l-20 110M540 440l20 110" stroke="#333" stroke-width="12"/><path d="M280 376h240" stroke="#e2552b" stroke-width="18"/><path d="M330 360c-30-60 30-90 0-150M410 360c-30-60 30-90 0-160M490 360c-30-60 30-90 0-150" stroke="#d9d9d9" stroke-width="16" fill="none" opacity=".8"/>',
  wire: '<path d="M0 160C200 300 300 320 420 200S700 220 800 140" stroke="#222" stroke-width="8" fill="none"/><path d="M0 200C220 360 360 380 470 240S700 260 800 190" stroke="#333" stroke-width="6" fill="none"/><rect x="420" y="330" width="150" height="40" rx="8" fill="#f4f4f4"/><circle cx="450" cy="350" r="7"/><circle cx="495" cy="350" r="7"/><circle cx="540" cy="350" r="7"/>',
  water:
    '<rect x="120" y="300" width="560" height="46" fill="#8d9499"/><path d="M390 330c-60 80-90 140-70 220h160c20-80-10-140-70-220z" fill="#6db4e6"/><ellipse cx="400" cy="560" rx="280" ry="34" fill="#6db4e6" opacity=".7"/>',
  lamp: '<rect x="392" y="140" width="16" height="420" fill="#555"/><path d="M400 150h120" stroke="#555" stroke-width="14"/><rect x="500" y="140" width="90" height="30" rx="10" fill="#2a2a2a"/>',
  rubbish:
    '<rect x="300" y="300" width="200" height="230" fill="#3a7d44"/><rect x="285" y="280" width="230" height="28" fill="#2e6336"/><circle cx="350" cy="265" r="42" fill="#222"/><circle cx="430" cy="250" r="52" fill="#333"/><circle cx="250" cy="520" r="44" fill="#222"/><circle cx="560" cy="530" r="36" fill="#444"/>',
  cars: '<g fill="#c0392b"><rect x="80" y="400" width="280" height="90" rx="20"/><path d="M130 400l40-60h110l40 60z"/></g><g fill="#2c5f9e"><rect x="420" y="410" width="290" height="90" rx="20"/><path d="M470 410l40-60h120l40 60z"/></g><g fill="#222"><circle cx="140" cy="495" r="30"/><circle cx="300" cy="495" r="30"/><circle cx="485" cy="505" r="30"/><circle cx="650" cy="505" r="30"/></g>',
  paving:
    '<g fill="#b9a58a" stroke="#8b7a62" stroke-width="4"><path d="M80 420h150v80H80zM240 420h150v80H240zM560 420h150v80H560z"/><path d="M392 380l150 30-14 82-150-30z"/><path d="M80 510h150v70H80zM400 510h150v70H400zM560 510h150v70H560z"/></g>',
  crowd:
    '<g fill="#7b4a8e"><circle cx="180" cy="300" r="36"/><path d="M130 520c0-130 100-130 100 0z"/></g><g fill="#c2553d"><circle cx="330" cy="280" r="36"/><path d="M280 520c0-150 100-150 100 0z"/></g><g fill="#3b7a78"><circle cx="480" cy="300" r="36"/><path d="M430 520c0-130 100-130 100 0z"/></g><rect x="600" y="380" width="90" height="140" fill="#222"/><circle cx="645" cy="430" r="28" fill="#555"/><circle cx="645" cy="490" r="18" fill="#555"/>',
  site: '<path d="M220 540V140h24v400zM232 150h360v16H232z" fill="#e0a800"/><path d="M540 166v140" stroke="#555" stroke-width="6"/><rect x="500" y="300" width="80" height="60" fill="#777"/><g fill="#8f8f8f"><rect x="360" y="380" width="300" height="160"/></g><g fill="#ffe9a8"><rect x="390" y="410" width="40" height="40"/><rect x="470" y="410" width="40" height="40"/><rect x="550" y="410" width="40" height="40"/></g>',
  bench:
    '<path d="M260 540V260h280v280" stroke="#2f6db0" stroke-width="18" fill="none"/><path d="M300 300l60 150M500 300l-40 120" stroke="#c0392b" stroke-width="14"/><rect x="330" y="450" width="70" height="18" fill="#333" transform="rotate(24 365 459)"/>',
  stop: '<rect x="160" y="220" width="480" height="30" fill="#2f6db0"/><path d="M190 250v300M610 250v300" stroke="#777" stroke-width="14"/><rect x="260" y="450" width="280" height="24" fill="#9b7653"/><path d="M300 250v80M380 250v120M470 250v90" stroke="#6db4e6" stroke-width="6"/>',
  drain:
    '<path d="M120 300h360v70H120z" fill="#888"/><path d="M480 320c120 0 130 120 90 240H420c60-90 60-150 60-170z" fill="#6f7a45"/><ellipse cx="470" cy="560" rx="230" ry="30" fill="#59622f"/>',
  tree: '<rect x="370" y="240" width="50" height="320" fill="#6d4c33"/><path d="M395 300l170-120M395 340L230 240M395 260l60-150" stroke="#6d4c33" stroke-width="20"/><circle cx="300" cy="170" r="90" fill="#5f8f4e"/><path d="M560 180l90 60" stroke="#8a6a4a" stroke-width="16"/>',
  roof: '<rect x="200" y="260" width="400" height="290" fill="#c9b79c"/><path d="M240 260v-110h320v110z" fill="#a8d3ea" stroke="#5b8aa6" stroke-width="8"/><path d="M320 150v110M400 150v110M480 150v110" stroke="#5b8aa6" stroke-width="6"/><g fill="#8a7a63"><rect x="240" y="310" width="60" height="70"/><rect x="370" y="310" width="60" height="70"/><rect x="500" y="310" width="60" height="70"/></g>',
  gas: '<path d="M180 200h200v300h240" stroke="#e0b000" stroke-width="30" fill="none"/><circle cx="380" cy="350" r="46" fill="#c0392b"/><path d="M380 300v100M330 350h100" stroke="#fff" stroke-width="12"/>',
  bikes:
    '<g fill="none" stroke="#e08a00" stroke-width="12"><circle cx="180" cy="460" r="64"/><circle cx="340" cy="460" r="64"/><path d="M180 460l60-100h80l20 100M240 360l40 100"/></g><g fill="none" stroke="#2f8fbf" stroke-width="12"><circle cx="440" cy="470" r="64"/><circle cx="600" cy="470" r="64"/><path d="M440 470l60-100h80l20 100M500 370l40 100"/></g>',
  ramp: '<path d="M150 540h500v-60H550v-60H450v-60H350v-60H150z" fill="#a7a29a"/><circle cx="620" cy="420" r="24" fill="#444"/><circle cx="640" cy="500" r="44" fill="none" stroke="#2f6db0" stroke-width="12"/><path d="M620 444v44h40" stroke="#444" stroke-width="14" fill="none"/>',
  road: '<path d="M250 560L360 240h80l110 320z" fill="#555"/><g fill="#777"><path d="M292 470h216l8 26H284zM306 420h188l8 24H298z"/></g>',
} as const;
export type Drawing = keyof typeof FIGURES;

const SKIES = ['#cfe5f3', '#e8e3d3', '#d8dee6', '#f3dfc9'];

/** A simple drawn scene as a JPEG; no photo of a real place or person. */
export function draw(drawing: Drawing, variant: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="${SKIES[variant % SKIES.length]}"/><g fill="#b7bcc2" opacity=".7"><rect x="${30 + (variant % 5) * 20}" y="180" width="120" height="220"/><rect x="${600 + (variant % 4) * 15}" y="140" width="150" height="260"/></g><rect y="400" width="800" height="200" fill="#a9a69f"/>${FIGURES[drawing]}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
}

/** Uploads a drawn picture as a person would a photo. */
export async function upload(
  platform: Platform,
  owner: Person,
  at: Date,
  drawing: Drawing,
  variant: number,
): Promise<string> {
  return (await keepUpload(platform, { actor: owner, at }, '现场照片.jpg', await draw(drawing, variant))).id;
}
