// Sentences of the first page that count units, where they count but one.
import { describe, expect, it } from 'vitest';
import { m } from '#lib/paraglide/messages.js';

const told = (onPace: number, tooFew: number): string =>
  m.overview_on_pace_too_few({ onPace, tooFew }, { locale: 'en' });

describe('how many units on pace have too little to raise', () => {
  it('is told of one unit as of one', () => {
    expect(told(1, 1)).toMatch(/^The 1 unit that is on pace .* has fewer .* than it lacks/);
    expect(told(5, 1)).toMatch(/^Of the 5 units that are on pace .*, 1 has fewer .* than it lacks/);
    expect(told(5, 2)).toMatch(/, 2 have fewer .* than they lack/);
  });
});
