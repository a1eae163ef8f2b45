// Random texts that open something, and what of them is kept: never the text, only its SHA-256. A
// text of 256 random bits needs no salt and no slow hash; nobody can guess it.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that need no escaping in an address. */
export const drawToken = (): string => randomBytes(32).toString('base64url');

/** What is stored and looked up: SHA-256 in hex. */
export const hashToken = (text: string): string => createHash('sha256').update(text).digest('hex');
