import type { z } from 'zod';
import { Me, type PersonDetail } from '../../shared/api/access.ts';
import { ErrorBody } from '../../shared/api/error.ts';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';

export interface CallInput {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A password that is long enough. */
export const PASSWORD = 'correct horse battery';

/** A browser, or with a key a program: keeps its cookies, and tells what it was answered. */
export class Visitor {
  readonly url: string;
  readonly key: string | undefined;
  readonly cookies = new Map<string, string>();

  constructor(url: string, key?: string) {
    this.url = url;
    this.key = key;
  }

  /** The same browser, at another server of the installation: a load balancer in front gives both one address. */
  at(url: string): Visitor {
    const other = new Visitor(url, this.key);
    const port = (of: string) => new URL(of).port;
    for (const [name, value] of this.cookies) other.cookies.set(name.replace(port(this.url), port(url)), value);
    return other;
  }

  async send(route: Route, { params = {}, query = {}, body, headers = {} }: CallInput = {}): Promise<Response> {
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'prj_none');
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const response = await fetch(`${this.url}${path}?${search}`, {
      method: route.method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
        ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** What a route answers. @throws {Error} with status and code when it refuses */
  async call<R extends Route>(route: R, input: CallInput = {}): Promise<z.output<R['reply']>> {
    const response = await this.send(route, input);
    const text = await response.text();
    if (!response.ok) throw new Error(`${route.id}: ${response.status} ${text}`);
    return route.reply.parse(JSON.parse(text)) as z.output<R['reply']>;
  }

  /** `ok`, or the code that it is refused with. */
  async outcome(route: Route, input: CallInput = {}): Promise<string> {
    const response = await this.send(route, input);
    if (response.ok) {
      await response.body?.cancel();
      return 'ok';
    }
    return ErrorBody.parse(await response.json()).error.code;
  }

  async signIn(userName: string, password: string = PASSWORD): Promise<Me> {
    return Me.parse(await this.call(routes.signIn, { body: { userName, password } }));
  }
}

/** Makes the first person, an administrator, who is signed in from then on. */
export async function firstPerson(url: string): Promise<Visitor> {
  const ada = new Visitor(url);
  await ada.call(routes.createPerson, { body: { name: 'Ada', userName: 'ada', password: PASSWORD } });
  return ada;
}

/** Makes a person and signs them in. */
export async function signedIn(
  administrator: Visitor,
  userName: string,
  body: { levels?: Record<string, string>; isAdministrator?: boolean } = {},
): Promise<{ visitor: Visitor; person: PersonDetail }> {
  const name = userName[0]?.toUpperCase() + userName.slice(1);
  const person = await administrator.call(routes.createPerson, {
    body: { name, userName, password: PASSWORD, ...body },
  });
  const visitor = new Visitor(administrator.url);
  await visitor.signIn(userName);
  return { visitor, person };
}
