import { describe, expect, it } from 'vitest';
import { deskPathOf } from './desk-path.ts';

const id = '01890000-0000-7000-8000-000000000001';

describe('the page that a notice leads to', () => {
  it('is the case at the desk, also where the notice was written for residents’ pages', () => {
    expect(deskPathOf(`/matters/${id}`)).toBe(`/cases/${id}`);
    expect(deskPathOf(`/desk/cases/${id}`)).toBe(`/cases/${id}`);
  });

  it('is no page outside the desk', () => {
    expect(deskPathOf(null)).toBeNull();
    expect(deskPathOf('https://example.org/desk/')).toBeNull();
    expect(deskPathOf('//example.org/desk/x')).toBeNull();
  });
});
