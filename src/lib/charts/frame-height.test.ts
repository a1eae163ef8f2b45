import { describe, expect, it } from 'vitest';
import { drawCourse } from './course.ts';
import { frameHeight } from './frame-height.ts';
import type { ChartSheet, FrameHeight, MapPart } from './types.ts';

const course = (width: number, height: number) =>
  drawCourse(
    [1, 2].map((value, at) => ({ at, label: `Q${at}`, value, text: `${value}` })),
    { width, height },
  );
const sheet = (changes: Partial<ChartSheet> = {}): ChartSheet => ({
  headline: 'Từ 1 đến 2',
  subtitle: 'Tỷ lệ, cả nước',
  source: 'ai đó',
  label: 'x',
  mark: null,
  wide: course(700, 350),
  narrow: course(328, 164),
  table: { columns: [], rows: [] },
  ...changes,
});

/** As a browser reckons the style of a frame. */
const heightAt = ({ until, narrow, wide, percent }: FrameHeight, width: number): number =>
  Math.max(Math.min(narrow, (until + 0.5 - width) * 99_999), wide + (percent * width) / 100);

describe('the height of a frame', () => {
  it('has room for the drawing at every width, and little more beside its words', () => {
    const frame = frameHeight(sheet());
    for (let width = 320; width <= 1600; width += 10) {
      const inner = width - 32;
      const drawn = width > 760 ? inner / 2 : Math.min(inner, 460) / 2;
      expect(heightAt(frame, width)).toBeGreaterThan(drawn + 150);
      expect(heightAt(frame, width)).toBeLessThan(drawn + 480);
    }
  });

  it('grows with the words that stand around the drawing', () => {
    const [short, long] = [
      sheet(),
      sheet({ headline: 'rất dài '.repeat(20), key: 'a '.repeat(200) }),
    ];
    expect(frameHeight(long).narrow).toBeGreaterThan(frameHeight(short).narrow + 60);
    expect(frameHeight(long).wide).toBeGreaterThan(frameHeight(short).wide + 40);
  });

  it('is that of its own drawing, not one for all', () => {
    const high = frameHeight(sheet({ wide: course(700, 700), narrow: course(328, 656) }));
    expect(heightAt(high, 1100)).toBeGreaterThan(1100);
    expect(heightAt(frameHeight(sheet()), 1100)).toBeLessThan(800);
    expect(high.narrow).toBeGreaterThan(900);
  });

  it('lets the parts of a map stand beside each other where they do', () => {
    const part = (x: number): MapPart => ({ x, y: 0, width: 400, height: 600, body: '' });
    const map = { width: 820, height: 600, parts: [part(0), part(420)] };
    const frame = frameHeight(sheet({ wide: map, narrow: map }));
    expect(heightAt(frame, 640)).toBeGreaterThan(2 * 608);
    expect(heightAt(frame, 700)).toBeGreaterThan(630);
    expect(heightAt(frame, 1100)).toBeLessThan(900);
  });
});
