// Where the picture of a page is, and which page a picture is of. The frame of every page and the route
// of the pictures import it.

/** What of a page's query changes its headline; the rest would draw the same picture again. */
const KEPT = [
  ...['period', 'release', 'asOf', 'series', 'boundaries'],
  // What is compared, and what a list is narrowed to.
  ...['units', 'from', 'to', 'measure', 'indicator', 'unit', 'group', 'kind', 'answered', 'reason'],
];
const FIRST_PAGE = 'index';

const keptOf = (params: URLSearchParams): string => {
  const kept = new URLSearchParams(
    KEPT.flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  ).toString();
  return kept ? `?${kept}` : '';
};

/** @example cardHref(new URL('https://…/en/units/p-26?period=2020-Q1&sort=x')) // '/cards/en/units/p-26.png?period=2020-Q1' */
export const cardHref = ({ pathname, searchParams }: URL): string =>
  `/cards${pathname === '/' ? `/${FIRST_PAGE}` : pathname}.png${keptOf(searchParams)}`;

/** The page that a picture is of: the reverse of `cardHref`. */
export const pageOfCard = (page: string, params: URLSearchParams): string =>
  `/${page === FIRST_PAGE ? '' : page}${keptOf(params)}`;
