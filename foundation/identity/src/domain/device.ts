const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, '微信'],
  [/Edg\//, 'Edge 浏览器'],
  [/Firefox\//, 'Firefox 浏览器'],
  [/Chrome\//, 'Chrome 浏览器'],
  [/Safari\//, 'Safari 浏览器'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/i, '鸿蒙'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X/, '苹果电脑'],
  [/Linux/, 'Linux 电脑'],
];

/** A name for a device that its owner recognises in the list of sessions; never the whole user agent. */
export function nameDevice(userAgent: string | null): string {
  const system = SYSTEMS.find(([sign]) => sign.test(userAgent ?? ''))?.[1] ?? '未知设备';
  const browser = DEVICES.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  return browser === undefined ? system : `${system} · ${browser}`;
}
