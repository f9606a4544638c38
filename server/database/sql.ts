import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Tables } from './tables.ts';

/** The query language, through this one door. */
export { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';

/** A transaction in progress. */
export type Transaction = KyselyTransaction<Tables>;

/** Where a query can run: the pool, or a transaction. */
export type Queryable = Kysely<Tables>;
