// Secrets of sources: a source names them, the environment holds them, and nobody else is told. Used
// by ask.ts at the moment of asking; pages may ask whether one is there.
import { SourceError } from '../errors.ts';

const PREFIX = 'TIENDO_SECRET_';

/**
 * Puts secrets in for `{secret:NAME}`.
 *
 * @throws SourceError `no-secret` where the environment has no TIENDO_SECRET_NAME
 */
export function fillSecrets(template: string, environment: NodeJS.ProcessEnv): string {
  return template.replace(/\{secret:([A-Z0-9_]+)\}/g, (_whole, name: string) => {
    const secret = environment[PREFIX + name];
    if (secret) return secret;
    throw new SourceError('no-secret', `${PREFIX}${name} is not set in the environment`, {
      retryable: true,
    });
  });
}

/** Whether the environment holds a secret, by its name; what it is is told to nobody. */
export const hasSecret = (name: string, environment: NodeJS.ProcessEnv): boolean =>
  (environment[PREFIX + name] ?? '') !== '';
