// Stands in for SvelteKit's `$app/paths` on the bench's page, which stands at the root.
export const resolve = (path: string): string => path;
