// Whether this process knows a mail server. The pages that promise mail import it.

/** As the settings say; without a server mail waits in the outbox. */
export const isMailSetUp = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env.TIENDO_SMTP_URL && env.TIENDO_MAIL_FROM);
