import { describe, expect, it } from 'vitest';
import { drawCourse, type CourseOptions, type CoursePoint } from './course.ts';
import { drawChart } from './render.ts';
import { boxOf, crosses, isApart } from './words.ts';

const points = (values: (number | null)[]): CoursePoint[] =>
  values.map((value, at) => ({
    at,
    label: `Quý ${at + 1}`,
    value,
    text: value === null ? '' : `f${value}`,
  }));

const svgOf = (course: CoursePoint[], options: Partial<CourseOptions> = {}): string => {
  const drawing = drawCourse(course, { width: 600, height: 200, ...options });
  return drawChart({ id: 'c', wide: drawing, narrow: drawing, label: 'course', mark: null }).wide;
};

describe('drawCourse', () => {
  it('writes every figure and period that has room', () => {
    const svg = svgOf(points([3, 5, 4]));
    for (const text of ['f3', 'f5', 'f4', 'Quý 1', 'Quý 3']) expect(svg).toContain(`>${text}<`);
  });

  it('always names the newest where there is no room for all', () => {
    const svg = svgOf(points(Array.from({ length: 40 }, (_, at) => at + 1)), { width: 300 });
    expect(svg).toContain('>Quý 40<');
    expect(svg).toContain('>f40<');
    expect(svg).not.toContain('>Quý 39<');
  });

  it('leaves a gap where a period has no figure', () => {
    expect(svgOf(points([3, null, 4, 5]))).not.toEqual(svgOf(points([3, 3.5, 4, 5])));
    expect(svgOf(points([3, null, 4, 5]))).not.toContain('NaN');
  });

  it('writes what each goal asks beside its line', () => {
    const goals = [
      { from: 0, to: 1.5, value: 4, text: 'đích một' },
      { from: 1.5, to: 3, value: 8, text: 'đích hai' },
    ];
    const svg = svgOf(points([3, 5, 6, 7]), { min: 0, max: 9, goals });
    for (const { text } of goals) expect(svg).toContain(`>${text}<`);
  });

  it('keeps every word inside and off every other, however steep the course and uneven its days', () => {
    const courses = [
      [4.55, 10.76, 11.13, 15.9, 30.1],
      [3, 27, 82.6, 100],
      [47_000, 140_000, 452_000, 468_000],
      [99, 89, 88, 86, 86, 71],
    ];
    const days = [0, 90, 420, 425, 800, 1200];
    for (const [course, width] of courses.flatMap((values) => [
      [values, 560] as const,
      [values, 328] as const,
    ])) {
      const uneven = course.map((value, i) => ({
        at: days[i] ?? 0,
        label: '31/12/2020',
        value,
        text: `hơn ${value}`,
      }));
      const { words, height } = drawCourse(uneven, { width, height: 210, min: 0 });
      const boxes = words.map(boxOf);
      expect(words.map(({ text }) => text)).toContain(`hơn ${course.at(-1)}`);
      for (const [at, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(width);
        expect(box.bottom).toBeLessThanOrEqual(height);
        expect(boxes.slice(at + 1).every((other) => isApart(box, other))).toBe(true);
      }
    }
  });

  it('lets no steep line run through a figure', () => {
    const { words } = drawCourse(points([10, 90, 12, 95]), {
      width: 600,
      height: 200,
      min: 0,
      max: 100,
    });
    // From the first point, at the left end of the plot, to the second, a third of the way on.
    const y = (value: number) => 26 + (1 - value / 100) * 130;
    const line = [
      { x: 30, y: y(10) },
      { x: 210, y: y(90) },
    ] as const;
    const figures = words.filter(({ text }) => text.startsWith('f'));
    expect(figures.length).toBeGreaterThan(1);
    expect(figures.some((word) => crosses(line, boxOf(word)))).toBe(false);
  });
});
