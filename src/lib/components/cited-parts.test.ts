import { describe, expect, it } from 'vitest';
import { citedParts } from './cited-parts.ts';

describe('citedParts', () => {
  it('names an address by its site and keeps the words around it', () => {
    expect(citedParts('UN survey: https://www.example.org/a_b.html ; VnExpress')).toEqual([
      { text: 'UN survey: ', href: null },
      { text: 'example.org', href: 'https://www.example.org/a_b.html' },
      { text: ' ; VnExpress', href: null },
    ]);
  });
  it('takes a comma within an address for a part of it', () => {
    expect(citedParts('https://example.org/a,-b.aspx, VnExpress')).toEqual([
      { text: 'example.org', href: 'https://example.org/a,-b.aspx' },
      { text: ', VnExpress', href: null },
    ]);
  });
  it('leaves a citation without an address as it is', () => {
    expect(citedParts('UN E-Government Survey')).toEqual([
      { text: 'UN E-Government Survey', href: null },
    ]);
  });
  it('does not take the full stop or bracket after an address for a part of it', () => {
    expect(citedParts('(https://example.org/x).').map(({ href }) => href)).toEqual([
      null,
      'https://example.org/x',
      null,
    ]);
  });
});
