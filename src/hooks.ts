// What server and browser agree on: before a page is looked up its address is put back into the base
// language (/en/units is /units), and drawings are not sent twice.
import type { Reroute, Transport } from '@sveltejs/kit';
import { decodeDrawn, encodeDrawn } from '#lib/charts/drawn-svg.ts';
import { deLocalizeUrl } from '#lib/paraglide/runtime.js';

export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname;

export const transport: Transport = {
  DrawnSvg: { encode: encodeDrawn, decode: decodeDrawn },
};
