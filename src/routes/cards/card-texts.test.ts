import { describe, expect, it } from 'vitest';
import { cardHref, pageOfCard } from './card-address.ts';
import { cardTexts } from './card-texts.ts';

const PAGE = `<head><meta name="description" content="Tăng 2 &quot;điểm&quot; &amp; hơn"/>
  <meta name="tiendo:release" content="Quý I/2020 · mã 123"/>
  <meta name="tiendo:mark" content="Bản minh họa"/></head>
  <h1 class="svelte-1 long"><!--[-->Mới có   5/22 bộ &lt; 30% <b>đạt</b><!--]--></h1><h1>Khác</h1>`;

describe('the words of a page’s picture', () => {
  it('are the page’s own: headline, description, release and mark', () => {
    expect(cardTexts(PAGE)).toEqual({
      headline: 'Mới có 5/22 bộ < 30% đạt',
      lead: 'Tăng 2 "điểm" & hơn',
      release: 'Quý I/2020 · mã 123',
      mark: 'Bản minh họa',
    });
  });

  it('are none where the page has no headline', () => {
    expect(cardTexts('<p>Không có gì</p>')).toBeNull();
    expect(cardTexts('<h1> <!-- --> </h1>')).toBeNull();
  });
});

describe('the address of a page’s picture', () => {
  it.each([
    ['/', '/cards/index.png', '/'],
    ['/en', '/cards/en.png', '/en'],
    [
      '/units/p-26?period=2020-Q1&sort=-x',
      '/cards/units/p-26.png?period=2020-Q1',
      '/units/p-26?period=2020-Q1',
    ],
    [
      '/en/signs?kind=copied&page=2&period=2020-Q4',
      '/cards/en/signs.png?period=2020-Q4&kind=copied',
      '/en/signs?period=2020-Q4&kind=copied',
    ],
    [
      '/releases/difference?from=a&to=b&page=2',
      '/cards/releases/difference.png?from=a&to=b',
      '/releases/difference?from=a&to=b',
    ],
    [
      '/rankings/provinces/tiendo:tiendo',
      '/cards/rankings/provinces/tiendo:tiendo.png',
      '/rankings/provinces/tiendo:tiendo',
    ],
  ])('of %s is %s, and leads back to %s', (page, card, back) => {
    const url = new URL(page, 'http://tiendo.example');
    expect(cardHref(url)).toBe(card);
    const found = new URL(card, url);
    const path = found.pathname.replace(/^\/cards\/(.*)\.png$/, '$1');
    expect(pageOfCard(path, found.searchParams)).toBe(back);
  });
});
