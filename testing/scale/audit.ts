import { Client, type ClientConfig } from 'pg';

/** What the database itself saw of runs, by a trigger: what no product code can forget to write down. */
export interface Audit {
  /** When a run was taken by an agent, by whom, under which fence; and when it ended, under which fence. */
  events(): Promise<AuditEvent[]>;
  /** How many runs have ended so far. */
  ended(): Promise<number>;
}

export interface AuditEvent {
  runId: string;
  what: 'taken' | 'lost' | 'ended' | 'changed after its end';
  state: string;
  fence: number;
  agentId: string | null;
  at: Date;
}

const TRIGGER = `
  create table if not exists test_audit (
    number bigint generated always as identity primary key,
    run_id text, what text, state text, fence integer, agent_id text, at timestamptz default clock_timestamp());
  create or replace function test_audit() returns trigger language plpgsql as $$
  begin
    if old.ended_at is not null and (new.ended_at, new.state, new.fence) is distinct from (old.ended_at, old.state, old.fence) then
      insert into test_audit (run_id, what, state, fence, agent_id) values (new.id, 'changed after its end', new.state, new.fence, new.agent_id);
    elsif old.ended_at is null and new.ended_at is not null then
      insert into test_audit (run_id, what, state, fence, agent_id) values (new.id, 'ended', new.state, new.fence, new.agent_id);
    elsif new.fence <> old.fence then
      insert into test_audit (run_id, what, state, fence, agent_id)
        values (new.id, case when new.state = 'Received' then 'taken' else 'lost' end, new.state, new.fence, coalesce(new.agent_id, old.agent_id));
    end if;
    return null;
  end $$;
  create or replace trigger test_audit after update on runs for each row execute function test_audit();`;

/** Begins to watch the runs of a product's database. */
export async function startAudit(connection: ClientConfig): Promise<Audit> {
  await withClient(connection, (client) => client.query(TRIGGER));
  return {
    events: () =>
      withClient(connection, async (client) => {
        const { rows } = await client.query<AuditEvent>(
          'select run_id as "runId", what, state, fence, agent_id as "agentId", at from test_audit order by number',
        );
        return rows;
      }),
    ended: () =>
      withClient(connection, async (client) => {
        const text = 'select count(*)::integer as count from runs where ended_at is not null';
        return (await client.query<{ count: number }>(text)).rows[0]?.count ?? 0;
      }),
  };
}

async function withClient<T>(connection: ClientConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
