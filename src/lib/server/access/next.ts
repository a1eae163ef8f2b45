// Where a sign-in leads on to. Pure; the sign-in page imports it.

/**
 * A path of ours from what an address says of it; null where it leads anywhere else.
 *
 * @param text e.g. `/admin/runs?state=failed`; `//evil.example`, `/\evil.example` and the like are none
 * @param origin our own
 */
export function safeNext(text: string | null, origin: string): string | null {
  // Browsers read a backslash as a slash and drop tabs and line breaks.
  if (text === null || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) || !URL.canParse(text, origin)) {
    return null;
  }
  const { origin: leadsTo, pathname, search } = new URL(text, origin);
  return leadsTo === origin && !pathname.startsWith('//') ? pathname + search : null;
}
