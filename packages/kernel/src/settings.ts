/** One setting of the platform: its environment variable, what it means, and what it may be. */
export interface SettingDefinition<T> {
  readonly variable: string;
  readonly meaning: { zh: string; en: string };
  readonly fallback: string;
  readonly read: (text: string) => T;
  readonly secret?: boolean;
}

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Error(`a whole number from ${least} to ${most}`);
    return value;
  };
const oneOf =
  <T extends string>(...options: T[]) =>
  (text: string): T => {
    if (!(options as string[]).includes(text)) throw new Error(`one of ${options.join(', ')}`);
    return text as T;
  };
const text = (value: string): string => value;
const optional = (value: string): string | null => (value === '' ? null : value);
const webAddress = (value: string): string | null => {
  if (value === '') return null;
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error('an address that begins with http:// or https://');
  return value.replace(/\/$/, '');
};

const define = <T>(
  variable: string,
  fallback: string,
  read: (text: string) => T,
  zh: string,
  en: string,
  secret = false,
): SettingDefinition<T> => ({ variable, fallback, read, meaning: { zh, en }, secret });

/** Every setting there is; `docs/operations.md` prints this table and a test holds the two together. */
export const SETTINGS = {
  port: define('PORT', '3000', whole(0, 65_535), '网页和接口的端口', 'Port of pages and interfaces'),
  host: define('HOST', '127.0.0.1', text, '监听地址；容器中用 0.0.0.0', 'Address to listen on; 0.0.0.0 in a container'),
  dataDir: define(
    'ZHONGZHI_DATA',
    '.data',
    text,
    '数据目录（内置数据库、密钥、文件）',
    'Data folder (embedded database, key, files)',
  ),
  databaseUrl: define(
    'DATABASE_URL',
    '',
    optional,
    '自备 PostgreSQL（15 及以上）的连接地址；不填用内置数据库',
    'Connection address of your own PostgreSQL (15 or newer); the embedded one when empty',
    true,
  ),
  key: define(
    'ZHONGZHI_KEY',
    '',
    optional,
    '加密密钥（32 字节，base64）；不填用数据目录里的密钥文件；更换时新的在前，旧的在后，用逗号隔开',
    'Encryption key (32 bytes, base64); the key file in the data folder when empty; to change it, the new one first and the earlier ones after it, separated by commas',
    true,
  ),
  district: define(
    'ZHONGZHI_DISTRICT',
    '530102',
    whole(110_000, 820_000),
    '本区的六位区划代码',
    'Six-digit code of the district',
  ),
  mode: define(
    'ZHONGZHI_MODE',
    'production',
    oneOf('production', 'demo'),
    '运行方式：production 正式，demo 演示',
    'production, or demo for the demonstration district',
  ),
  publicAddress: define(
    'PUBLIC_ADDRESS',
    '',
    webAddress,
    '对外网址，用于链接、二维码和来源校验',
    'Public address, for links, codes and origin checks',
  ),
  poolSize: define(
    'DATABASE_POOL',
    '20',
    whole(2, 200),
    '每个进程的数据库连接数上限',
    'Most database connections of one process',
  ),
  trustProxy: define(
    'TRUST_PROXY',
    'no',
    oneOf('yes', 'no'),
    '前面有反向代理时填 yes',
    'yes when a reverse proxy stands in front',
  ),
  smsProvider: define(
    'SMS_PROVIDER',
    'off',
    oneOf('off', 'demo', 'aliyun'),
    '短信通道：off 关闭，demo 演示发件箱，aliyun 阿里云',
    'Text messages: off, demo outbox, or aliyun',
  ),
  smsKeyId: define('SMS_KEY_ID', '', optional, '短信通道的密钥编号', 'Key id of the text message provider'),
  smsKeySecret: define(
    'SMS_KEY_SECRET',
    '',
    optional,
    '短信通道的密钥',
    'Key secret of the text message provider',
    true,
  ),
  smsSignature: define(
    'SMS_SIGNATURE',
    '',
    optional,
    '短信签名（已备案的单位名称）',
    'Registered signature of text messages',
  ),
  smsTemplate: define('SMS_TEMPLATE', '', optional, '验证码短信模板编号', 'Template id of code messages'),
  smsNoticeTemplate: define(
    'SMS_TEMPLATE_NOTICE',
    '',
    optional,
    '提醒短信模板编号（变量 title）；不填则提醒不发短信',
    'Template id of reminder messages (variable title); reminders are not sent when empty',
  ),
  smsEndpoint: define(
    'SMS_ENDPOINT',
    'https://dysmsapi.aliyuncs.com',
    webAddress,
    '短信通道地址',
    'Address of the text message provider',
  ),
  fileStore: define(
    'FILE_STORE',
    'disk',
    oneOf('disk', 's3'),
    '文件存放：disk 本机，s3 对象存储',
    'Where files are kept: disk or s3',
  ),
  s3Endpoint: define('S3_ENDPOINT', '', webAddress, '对象存储地址', 'Address of the object store'),
  s3Bucket: define('S3_BUCKET', '', optional, '对象存储桶', 'Bucket of the object store'),
  s3Region: define('S3_REGION', 'us-east-1', text, '对象存储区域', 'Region of the object store'),
  s3KeyId: define('S3_KEY_ID', '', optional, '对象存储密钥编号', 'Key id of the object store'),
  s3KeySecret: define('S3_KEY_SECRET', '', optional, '对象存储密钥', 'Key secret of the object store', true),
  oidcIssuer: define('OIDC_ISSUER', '', webAddress, '统一身份认证（OIDC）地址', 'Address of the OpenID Connect issuer'),
  oidcClientId: define('OIDC_CLIENT_ID', '', optional, 'OIDC 应用编号', 'OpenID Connect client id'),
  oidcClientSecret: define('OIDC_CLIENT_SECRET', '', optional, 'OIDC 应用密钥', 'OpenID Connect client secret', true),
  ticketLoginAddress: define(
    'TICKET_LOGIN_ADDRESS',
    '',
    webAddress,
    '省统一认证（票据换令牌）地址',
    "Address of the province's ticket-to-token sign-in",
  ),
  ticketClientId: define('TICKET_CLIENT_ID', '', optional, '省统一认证应用编号', "Client id at the province's sign-in"),
  ticketClientSecret: define(
    'TICKET_CLIENT_SECRET',
    '',
    optional,
    '省统一认证应用密钥',
    "Client secret at the province's sign-in",
    true,
  ),
  logLevel: define(
    'LOG_LEVEL',
    'info',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
    '日志级别',
    'Log level',
  ),
} as const;

export type Settings = {
  readonly [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends SettingDefinition<infer T> ? T : never;
};

/** A wrong setting: the start stops with a sentence that names it. */
export class SettingError extends Error {}

/**
 * Reads all settings from the environment.
 * @throws SettingError naming the first variable whose value cannot be used and what it may be.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const result: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const given = environment[setting.variable]?.trim() ?? '';
    const value = given === '' ? setting.fallback : given;
    try {
      result[name] = setting.read(value);
    } catch (error) {
      const shown = 'secret' in setting && setting.secret ? '(secret)' : `"${value}"`;
      throw new SettingError(
        `设置 ${setting.variable} 的值 ${shown} 不能用：应为 ${(error as Error).message}。The setting ${setting.variable} cannot be ${shown}; it must be ${(error as Error).message}.`,
      );
    }
  }
  return result as Settings;
}
