import { describe, expect, it } from 'vitest';
import { nextSort, readView, withParam } from './services-address.ts';

const view = (query: string) => readView(new URLSearchParams(query));

describe('the list of services in an address', () => {
  it.each([
    ['q=+dat+dai+', { search: 'dat dai' }],
    ['level=3&eligible=true&dossiers=10', { level: 3, eligible: true, dossiers: 10 }],
    ['level=5&eligible=maybe&dossiers=-1&field=', {}],
  ])('%s narrows it', (query, expected) => expect(view(query).filter).toEqual(expected));

  it.each([
    ['', 'raise', false],
    ['sort=-dossiers', 'dossiers', true],
    ['sort=colour', 'raise', false],
  ])('%s orders it', (query, by, isDescending) =>
    expect(view(query).sort).toEqual({ by, isDescending }),
  );

  it.each([
    ['', false],
    ['list=plan', true],
    ['list=all', false],
  ])('%s lists a plan alone: %s', (query, expected) => expect(view(query).isOfPlan).toBe(expected));

  it('begins anew where it is narrowed', () => {
    const params = withParam(new URLSearchParams('period=2020-Q1&page=3'), 'level', '4');
    expect(params.toString()).toBe('period=2020-Q1&level=4');
    expect(withParam(params, 'level', null).toString()).toBe('period=2020-Q1');
  });

  it.each([
    ['', 'dossiers', '-dossiers'],
    ['sort=-dossiers', 'dossiers', 'dossiers'],
    ['', 'raise', '-raise'],
    ['sort=-dossiers', 'name', 'name'],
  ] as const)('of %s, a click on %s asks for %s', (query, by, expected) =>
    expect(nextSort(view(query), by)).toBe(expected),
  );
});
