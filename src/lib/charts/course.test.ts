import { describe, expect, it } from 'vitest';
import { drawCourse, type CourseOptions, type CoursePoint } from './course.ts';
import { drawChart } from './render.ts';

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

  it('writes what the target asks beside its line', () => {
    expect(svgOf(points([3, 5]), { min: 0, max: 9, target: { value: 8, text: 'đích' } })).toContain(
      '>đích<',
    );
  });
});
