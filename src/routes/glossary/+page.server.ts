// The terms in the language being read, so that no page carries those of both.
import { GLOSSARY } from '#lib/server/glossary.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => {
  const groups = GLOSSARY.map(({ name, terms }) => ({
    name: name(),
    terms: terms.map(({ code, name: named, says, also, source }) => ({
      code,
      name: named(),
      says: says(),
      also: also.join(', '),
      source,
    })),
  }));
  return { groups, count: groups.reduce((sum, { terms }) => sum + terms.length, 0) };
};
