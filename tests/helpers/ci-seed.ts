// On CI properties draw the same cases each time, so that what is red there is the change's doing.
// Everywhere else each run draws others, and what they find becomes a case of its own. Vitest loads it
// before each file of the domain.
import fc from 'fast-check';

if (process.env.CI) fc.configureGlobal({ seed: 20_201_231 });
