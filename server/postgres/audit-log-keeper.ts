import { drizzle } from 'drizzle-orm/node-postgres'
import { withClient } from '#db/connections.ts'
import { addPartitions, dropPartitions } from '#db/log-partitions.ts'

/** What the application's role may not do to the audit log. */
export type AuditLogKeeper = {
  /** Makes the partitions for the months ahead of `now`, and drops those that hold nothing from `from` on; null: none. Safe to repeat. */
  keep(options: { now: Date; from: Date | null }): Promise<void>
}

/** On a connection of the owner for each time, so that no pool holds its rights. */
export const createAuditLogKeeper = (ownerUrl: string): AuditLogKeeper => ({
  keep: ({ now, from }) =>
    withClient({ connectionString: ownerUrl, application_name: 'audit-log' }, async (client) => {
      const owner = drizzle(client)
      await addPartitions(owner, 'audit_log', now)
      if (from) await dropPartitions(owner, 'audit_log', from)
    }),
})
