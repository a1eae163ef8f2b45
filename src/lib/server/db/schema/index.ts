// The whole schema in one place, for the client and for drizzle-kit.
export * from './catalogue.ts';
export * from './facts.ts';
export * from './releases.ts';
export * from './runs.ts';
