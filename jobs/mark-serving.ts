// Preloaded (`node --import`) into the built web server: says that it serves the build of this checkout,
// which must not be replaced under it.
import { markServing, SERVING } from './serving.js';

markServing(SERVING, `${process.env.HOST ?? ''}:${process.env.PORT ?? ''}`);
