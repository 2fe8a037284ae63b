import { sql } from 'drizzle-orm'
import { bigint, customType, timestamp, uuid } from 'drizzle-orm/pg-core'

/** A moment in UTC. Never defaulted by the database: verbs write the moment they decided at. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A random UUID, made by the database when the verb does not bring one. */
export const id = () =>
  uuid('id')
    .primaryKey()
    .default(sql`gen_random_uuid()`)

/** Whole credits. Sums stay exact in JavaScript up to 2^53. */
export const credits = (name: string) => bigint(name, { mode: 'number' })

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
