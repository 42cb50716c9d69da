/** A report as a client's form sends it. */
export const aReport = (changes: Record<string, string> = {}): URLSearchParams =>
  new URLSearchParams({
    api_key: 'demo',
    service_code: 'appeal',
    lat: '25.0453',
    long: '102.7036',
    description: '文林街路口井盖松动，夜里响得厉害',
    first_name: '丽',
    last_name: '杨',
    ...changes,
  });
