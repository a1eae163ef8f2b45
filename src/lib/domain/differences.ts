// What differs between two values of JSON, field by field. Pure; the pages that show changes import it.

export interface Difference {
  /** `mapping.request.path`, `indicators.0`; empty where the whole is another. */
  path: string;
  /** As JSON; null where there was nothing. */
  before: string | null;
  after: string | null;
}

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

const fieldOf = (tree: Tree, name: string): unknown =>
  Object.hasOwn(tree, name) ? tree[name] : undefined;

const told = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value);

/**
 * The innermost fields in which two values differ, in the order of the first and then of the second.
 * The order of an object's fields is no difference; that of a list is.
 *
 * @example differences({ a: 1 }, { a: 2, b: [] }) // a: 1 → 2; b: nothing → []
 */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  const isSameKind = Array.isArray(before) === Array.isArray(after);
  if (isTree(before) && isTree(after) && isSameKind) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      differences(
        fieldOf(before, name),
        fieldOf(after, name),
        path === '' ? name : `${path}.${name}`,
      ),
    );
  }
  const [was, is] = [told(before), told(after)];
  return was === is ? [] : [{ path, before: was, after: is }];
}
