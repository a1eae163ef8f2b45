import { describe, expect, it } from 'vitest';
import { escapeXml, writeAtom } from './atom.ts';

const FEED = {
  id: 'urn:feed',
  title: 'Đính chính',
  language: 'vi',
  author: 'Tiến Độ',
  link: 'http://x.test/corrections',
  self: 'http://x.test/corrections/feed.xml',
};
const entry = (updated: string, title = 'Một') => ({
  id: `urn:${updated}`,
  title,
  updated,
  link: 'http://x.test/?a=1&b=2',
  summary: 'Tóm tắt',
});

describe('writeAtom', () => {
  it('bears the time of its latest entry, wherever that stands', () => {
    const entries = [entry('2020-04-25T00:00:00Z'), entry('2020-07-25T00:00:00Z')];
    const feed = writeAtom({ ...FEED, entries });
    expect(/<updated>(.*?)<\/updated>/.exec(feed)?.[1]).toBe('2020-07-25T00:00:00Z');
    expect(feed.match(/<entry>/g)).toHaveLength(2);
  });

  it('is a whole document without an entry', () => {
    expect(writeAtom({ ...FEED, entries: [] })).toMatch(/^<\?xml .*<\/feed>\n$/s);
  });

  it('lets no text out of its element or attribute', () => {
    const feed = writeAtom({ ...FEED, entries: [entry('2020', '</title><script>"\'&')] });
    expect(feed).not.toContain('<script>');
    expect(feed).toContain('href="http://x.test/?a=1&amp;b=2"');
  });

  it('leaves out what XML cannot hold', () => {
    expect(escapeXml('a\u0000b\u000bc\td\ud800e')).toBe('abc\tde');
  });
});
