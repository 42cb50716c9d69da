import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeCarrier, type FakeCarrier } from '../../test/start-fake-carrier.ts';
import { createAliyunProvider, signRpc } from './aliyun.ts';
import type { TextProvider } from './provider.ts';

const message = {
  phone: '13800000001',
  text: '您的验证码是 123456',
  template: 'code',
  parameters: { code: '123456', hint: '五华 (区)*!' },
} as const;
const attempt = { reference: 'one', now: new Date('2019-10-14T02:00:00.123Z') };

describe('the signature of the provider', () => {
  it('is the one of the worked example in its documentation', () => {
    const query = {
      AccessKeyId: 'testId',
      Action: 'SendSms',
      Format: 'XML',
      OutId: '123',
      PhoneNumbers: '15300000001',
      RegionId: 'cn-hangzhou',
      SignName: '阿里云短信测试专用',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
      SignatureVersion: '1.0',
      TemplateCode: 'SMS_71390007',
      TemplateParam: '{"customer":"test"}',
      Timestamp: '2017-07-12T02:42:19Z',
      Version: '2017-05-25',
    };
    expect(signRpc('GET', query, 'testSecret')).toBe('zJDF+Lrzhj/ThnlvIToysFRq6t4=');
  });
});

describe('the adapter against a carrier in a process of its own', () => {
  let carrier: FakeCarrier;
  let provider: TextProvider;
  const settings = {
    keyId: 'fake-key-id',
    keySecret: 'fake-key-secret',
    signature: '五华众治',
    templates: { code: 'SMS_1', notice: null },
    timeoutMs: 300,
  };
  beforeAll(async () => {
    carrier = await startFakeCarrier();
    provider = createAliyunProvider({ ...settings, endpoint: carrier.endpoint });
  });
  afterAll(() => carrier.stop());

  it('delivers signature, template and parameters as they are', async () => {
    expect(await provider.send(message, attempt)).toEqual({ outcome: 'sent', receipt: 'biz-1' });
    const [taken] = await carrier.taken();
    expect(taken).toMatchObject({
      PhoneNumbers: '13800000001',
      SignName: '五华众治',
      TemplateCode: 'SMS_1',
      OutId: 'one',
      Timestamp: '2019-10-14T02:00:00Z',
    });
    expect(JSON.parse(taken!['TemplateParam']!)).toEqual(message.parameters);
  });

  it.each([
    'http-500',
    'silent',
    'cut',
    'not-json',
    'huge',
    'redirect',
    'code:isv.BUSINESS_LIMIT_CONTROL',
    'code:isp.SYSTEM_ERROR',
  ])('says that another try is worth it after %s', async (mode) => {
    await carrier.misbehave(mode, 1);
    expect((await provider.send(message, attempt)).outcome).toBe('unreachable');
  });

  it.each(['code:isv.MOBILE_NUMBER_ILLEGAL', 'code:isv.AMOUNT_NOT_ENOUGH', 'code:isv.SMS_TEMPLATE_ILLEGAL'])(
    'says that %s is final',
    async (mode) => {
      await carrier.misbehave(mode, 1);
      expect((await provider.send(message, attempt)).outcome).toBe('refused');
    },
  );

  it('is refused with a wrong secret, and without a template for the kind of message', async () => {
    const wrong = createAliyunProvider({ ...settings, endpoint: carrier.endpoint, keySecret: 'other' });
    expect(await wrong.send(message, attempt)).toEqual({
      outcome: 'refused',
      fault: 'HTTP 400, SignatureDoesNotMatch',
    });
    expect((await provider.send({ ...message, template: 'notice' }, attempt)).outcome).toBe('refused');
  });

  it('survives a carrier that is gone', async () => {
    const gone = createAliyunProvider({ ...settings, endpoint: 'http://127.0.0.1:9' });
    expect(await gone.send(message, attempt)).toEqual({ outcome: 'unreachable', fault: 'no connection' });
  });
});
