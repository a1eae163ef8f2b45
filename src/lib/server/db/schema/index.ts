// The whole schema in one place, for the client and for drizzle-kit.
export * from './access.ts';
export * from './catalogue.ts';
export * from './facts.ts';
export * from './intake.ts';
export * from './notices.ts';
export * from './releases.ts';
export * from './runs.ts';
export * from './signs.ts';
