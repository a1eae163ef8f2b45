// Roles in words. Pages of access and of administrators import it.
import { m } from '#lib/paraglide/messages.js';

const WORDS: Record<string, () => string> = {
  administrator: m.access_role_administrator,
  publisher: m.access_role_publisher,
  unit_reporter: m.access_role_unit_reporter,
};

/** What people call a role; its code where it has no word. */
export const roleWord = (role: string): string => WORDS[role]?.() ?? role;
