// The fields and values of the API's answers in the language being read.
import { locale } from '#lib/components/address.ts';
import { fieldWords } from '#lib/server/api/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ fields: fieldWords(locale()) });
