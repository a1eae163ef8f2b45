// People of the back rooms, as a browser shows them to the built server: they join by an invitation,
// over HTTP, and keep their cookie.
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import type { HeldRole } from '#lib/server/access/person.ts';
import { inviteFirstAdministrator, invitePerson } from '#lib/server/store/invitations.ts';

export const PASSWORD = 'ngựa đúng pin ghim';

type Fields = Record<string, string>;

/** One browser: it sends its cookies and the origin, and follows no redirect. */
export class Browser {
  private readonly origin: string;
  private readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ accept: 'text/html', cookie: this.cookie });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    const answer = await fetch(`${this.origin}${path}`, { redirect: 'manual', ...init, headers });
    for (const text of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (value === '' || /max-age=0/i.test(text)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get = (path: string): Promise<Response> => this.fetch(path);

  /** Sends a form, as the button of a page of ours does. */
  post(path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.origin, ...headers },
    });
  }

  signIn = (email: string, password = PASSWORD): Promise<Response> =>
    this.post('/sign-in', { email, password });
}

/** A server and the database that it reads. */
interface Place {
  origin: string;
  db: Db;
}

async function accept({ origin }: Place, token: string, fields: Fields): Promise<Browser> {
  const browser = new Browser(origin);
  const chosen = { name: 'Nguyễn Văn A', password: PASSWORD, repeated: PASSWORD, ...fields };
  const answer = await browser.post(`/invitations/${token}`, chosen);
  if (answer.status !== 303) throw new Error(`not joined: ${answer.status} ${await answer.text()}`);
  return browser;
}

/** The first administrator, signed in. */
export async function joinFirst(place: Place, email: string): Promise<Browser> {
  const token = await inviteFirstAdministrator(place.db, new Date());
  if (token === null) throw new Error('there is an administrator already');
  return accept(place, token, { email });
}

/** Somebody with a role, signed in. */
export async function joinAs(
  place: Place,
  invited: HeldRole & { email: string },
): Promise<Browser> {
  const { token } = await inTransaction(place.db, (tx) =>
    invitePerson(tx, invited, 'test', new Date()),
  );
  return accept(place, token, {});
}
