// Waits for everything that a page reads at once, each part under its name. Loads of pages import it.

/** Rejects as the first of them does. */
export async function allOf<Asked extends Record<string, unknown>>(
  asked: Asked,
): Promise<{ [Name in keyof Asked]: Awaited<Asked[Name]> }> {
  const values = await Promise.all(Object.values(asked));
  const found = Object.keys(asked).map((name, at) => [name, values[at]]);
  return Object.fromEntries(found) as { [Name in keyof Asked]: Awaited<Asked[Name]> };
}
