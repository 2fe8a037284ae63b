import { sql } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'

/** Within a query of `elections`: the winners' callsigns in the order of the alphabet; null where nobody won. */
export const winnerNames = sql`(select string_agg(${users.callsign}, ', ' order by ${users.callsign})
  from jsonb_array_elements_text(${elections.results} -> 'winners') as winner
  inner join ${users} on ${users.id} = winner::uuid)`
