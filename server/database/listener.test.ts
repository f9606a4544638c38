import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../../testing/product/processes.ts';
import { silentLog, type TestDatabase, testDatabase } from '../../testing/product/test-database.ts';
import { createListener, type Listener } from './listener.ts';
import { sql } from './sql.ts';

let database: TestDatabase;
let listener: Listener;
beforeEach(async () => {
  database = await testDatabase();
  listener = createListener(() => database.connection, silentLog);
});
afterEach(async () => {
  await listener.close();
  await database.close();
});

function record(heard: string[]) {
  return { onMessage: (payload: string) => heard.push(payload), onReconnected: () => heard.push('reconnected') };
}

it('hears a channel from the moment listen() resolves, until it is stopped', async () => {
  const [one, two, other]: [string[], string[], string[]] = [[], [], []];
  const stop = await listener.listen('Odd "name"', record(one));
  await listener.listen('Odd "name"', record(two));
  await listener.listen('other', record(other));
  await database.notify(database.db, 'Odd "name"', 'first');
  await until('both to hear', () => one.length + two.length === 2);
  stop();
  await database.notify(database.db, 'Odd "name"', 'second');
  await until('one to hear', () => two.length === 2);
  expect([one, two, other]).toEqual([['first'], ['first', 'second'], []]);
});

it('hears of a transaction when it commits, and never of one that does not', async () => {
  const heard: string[] = [];
  await listener.listen('news', record(heard));
  await database
    .transaction(async (trx) => {
      await database.notify(trx, 'news', 'lost');
      throw new Error('no');
    })
    .catch(() => undefined);
  await database.transaction((trx) => database.notify(trx, 'news', 'kept'));
  await until('the notification', () => heard.length > 0);
  expect(heard).toEqual(['kept']);
});

it('comes back after its connection was cut, listens to all channels again and says so', async () => {
  const [one, two]: [string[], string[]] = [[], []];
  await listener.listen('one', record(one));
  await listener.listen('two', record(two));
  const administrator = new Client(database.connection);
  await administrator.connect();
  await administrator.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like 'listen%'`,
  );
  await administrator.end();
  await until('both to be told', () => one.includes('reconnected') && two.includes('reconnected'));
  await sql`select pg_notify('one', 'a'), pg_notify('two', 'b')`.execute(database.db);
  await until('both to hear', () => one.includes('a') && two.includes('b'));
});

it('fails a listen() that cannot connect, and works when that is over', async () => {
  let connection = { ...database.connection, database: 'nowhere' };
  const later = createListener(() => connection, silentLog);
  const heard: string[] = [];
  await expect(later.listen('news', record(heard))).rejects.toThrow();
  connection = { ...database.connection, database: String(database.connection.database) };
  await later.listen('news', record(heard));
  await database.notify(database.db, 'news', 'hello');
  await until('the notification', () => heard.includes('hello'));
  await later.close();
});

it('closes at once while its connection cannot be made again', async () => {
  let connection = database.connection;
  let tries = 0;
  const away = createListener(() => {
    tries += 1;
    return connection;
  }, silentLog);
  await away.listen('news', record([]));
  connection = { ...database.connection, database: 'nowhere' };
  const administrator = new Client(database.connection);
  await administrator.connect();
  await administrator.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like 'listen%'`,
  );
  await administrator.end();
  // After the sixth time in vain it waits for 1.6 s.
  await until('it to have tried often', () => tries > 6);
  const began = performance.now();
  await away.close();
  expect(performance.now() - began).toBeLessThan(800);
});
