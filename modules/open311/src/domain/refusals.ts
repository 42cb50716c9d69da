/** An error as GeoReport v2 answers it: a status, a code, and a sentence. */
export class Open311Error extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

export const errors = {
  missing: (name: string) => new Open311Error(400, `${name} was not provided（缺少参数 ${name}）`),
  malformed: (name: string, form: string) => new Open311Error(400, `${name} must be ${form}（参数 ${name} 格式不对）`),
  keyMissing: () => new Open311Error(403, 'api_key was not provided（缺少 api_key）'),
  keyUnknown: () => new Open311Error(403, 'api_key is not valid（api_key 无效）'),
  jurisdiction: () => new Open311Error(404, 'jurisdiction_id was not found（没有这个辖区）'),
  service: () => new Open311Error(404, 'service_code was not found（没有这项服务）'),
  request: () => new Open311Error(404, 'service_request_id was not found（没有这个编号）'),
  token: () => new Open311Error(404, 'token was not found（没有这个 token）'),
};
