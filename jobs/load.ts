// Command line of `npm run load`: loads an index package, or checks it against what its owner
// published. Works on the database of a running instance as well as on one that is not running.
import { parseArgs } from 'node:util';
import { agrees } from '#lib/domain/package/compare.ts';
import { UsageError } from '#lib/server/errors.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { runCommandLine, withJobContext } from './command.ts';
import { refuseIllustrativePackage } from './illustrative.ts';
import { CATALOGUE_FOLDER, checkPackage, loadRead, readPackageAt } from './load-package.ts';
import { comparisonText, faultsText, hashesText, loadedText, notesText } from './load-report.ts';
import { fromStanding } from './place.ts';

const USAGE = `npm run load -- FOLDER_OR_ZIP [--check] [--data FOLDER]

  Nạp một gói chỉ số (README, "Load a package"): kiểm tra toàn bộ trước, có một lỗi thì không nạp gì.
  Loads an index package: checks all of it first and loads nothing where one rule is broken.

  --check        So điểm và hạng tính được với published.csv, không ghi gì và không cần cơ sở dữ liệu;
                 mã đơn vị ngoài gói tra trong danh mục của sản phẩm (drizzle/catalogue).
                 Compares scores and ranks with published.csv. Writes nothing and needs no database;
                 codes that the package does not bring are looked up in drizzle/catalogue.
  --data FOLDER  Thư mục dữ liệu cần nạp vào, cũng khi sản phẩm đang chạy trên đó. Không nêu: cơ sở
                 dữ liệu của npm start (DATABASE_URL, TIENDO_DATA hoặc thư mục mặc định).
                 The data folder to load into, also while the product runs on it. Without it:
                 the database of npm start (DATABASE_URL, TIENDO_DATA or the default folder).

  Mã thoát / exit code: 0 tốt/well · 1 có lỗi hoặc khác biệt/faults or differences`;

interface Wish {
  path: string;
  check: boolean;
  folder: string | undefined;
}

/** What the command line asks for, or null where it asks for help. */
function readWish(words: string[]): Wish | null {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new UsageError(`Cần đúng một gói. / Name exactly one package.\n\n${USAGE}`);
  }
  const folder = values.data === undefined ? undefined : fromStanding(values.data);
  return { path: fromStanding(path), check: values.check, folder };
}

function readWords(words: string[]): Wish | null {
  try {
    return readWish(words);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n\n${USAGE}`, { cause });
  }
}

const say = (text: string): void => {
  if (text !== '') process.stdout.write(`${text}\n`);
};

async function runCheck({ path }: Wish): Promise<boolean> {
  const { faults, notes, comparison, hashes, unitNames } = await checkPackage({ path });
  say(notesText(notes));
  if (hashes) say(hashesText(hashes));
  say(comparison ? comparisonText(comparison, unitNames) : faultsText(faults));
  const isSame = hashes === null || hashes.published === hashes.computed;
  return comparison !== null && agrees(comparison) && isSame;
}

/** A package with faults is refused before any database is opened. */
async function runLoad({ path, folder }: Wish): Promise<boolean> {
  const read = await readPackageAt({ path });
  say(notesText(read.notes));
  if (!read.content) {
    say(faultsText(read.faults));
    return false;
  }
  const { manifest } = read.content;
  const { loaded } = await withJobContext({ folder }, async (ctx) => {
    await refuseIllustrativePackage(ctx, manifest);
    await loadCatalogue(ctx.db, CATALOGUE_FOLDER);
    return loadRead(ctx, read);
  });
  if (loaded) say(loadedText(loaded));
  return true;
}

await runCommandLine(async () => {
  const wish = readWords(process.argv.slice(2));
  if (wish) return wish.check ? runCheck(wish) : runLoad(wish);
  say(USAGE);
  return true;
});
