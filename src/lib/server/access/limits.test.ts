import { describe, expect, it } from 'vitest';
import { createSignInLimits } from './limits.ts';

const few = { emailFromAddress: 2, address: 4, email: 6 };
const HOME = '10.0.0.1';
const MAIL = 'a@example.vn';

describe('tries to sign in', () => {
  it('are refused for a while after too many for one e-mail from one address', async () => {
    const limits = createSignInLimits(few);
    expect([await limits.count(HOME, MAIL), await limits.count(HOME, MAIL)]).toEqual([null, null]);
    expect(await limits.count(HOME, MAIL)).toBeGreaterThan(800);
    expect(await limits.count(HOME, 'b@example.vn')).toBeNull();
  });

  it('cannot be used up for a person by somebody elsewhere', async () => {
    const limits = createSignInLimits(few);
    for (let tried = 0; tried < 10; tried += 1) await limits.count('10.6.6.6', MAIL);
    expect(await limits.count(HOME, MAIL)).toBeNull();
  });

  it('are refused after too many from one address, whatever the e-mail', async () => {
    const limits = createSignInLimits(few);
    for (const email of ['a', 'b', 'c', 'd']) expect(await limits.count(HOME, email)).toBeNull();
    expect(await limits.count(HOME, 'e')).not.toBeNull();
    expect(await limits.count('10.0.0.2', 'e')).toBeNull();
  });

  it('are refused after too many for one e-mail, wherever they come from', async () => {
    const limits = createSignInLimits(few);
    for (let host = 1; host <= 6; host += 1) {
      expect(await limits.count(`10.0.1.${host}`, MAIL)).toBeNull();
    }
    expect(await limits.count('10.0.1.7', MAIL)).not.toBeNull();
  });

  it('do not count where the password was right', async () => {
    const limits = createSignInLimits(few);
    for (let tried = 0; tried < 20; tried += 1) {
      expect(await limits.count(HOME, MAIL)).toBeNull();
      await limits.forgive(HOME, MAIL);
    }
  });
});
