import { type Queryable } from '#db/client.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type Actor } from '../context.ts'

export type AuditEntry = {
  /** Context and deed in the past tense of the log: `policy.proposed`, `region.settings-changed`. */
  action: string
  regionId?: string | null
  subject: { type: string; id: string }
  /** Never secrets, never a secret ballot's choice. */
  detail?: Record<string, unknown>
}

/** Rows in one statement: a statement has at most 65,535 values. */
const CHUNK = 1_000

/** Writes an audit row for each entry. Verbs use `tx.audit`, which calls this with their transaction and moment. */
export async function insertAudit(
  db: Queryable,
  actor: Actor,
  at: Date,
  entries: readonly AuditEntry[],
): Promise<void> {
  const rows = entries.map((entry) => ({
    at,
    actorId: actor.kind === 'user' ? actor.userId : null,
    actorKind: actor.kind,
    action: entry.action,
    regionId: entry.regionId ?? null,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    detail: actor.kind === 'system' ? { ...entry.detail, job: actor.job } : (entry.detail ?? {}),
  }))
  for (let from = 0; from < rows.length; from += CHUNK)
    await db.insert(auditLog).values(rows.slice(from, from + CHUNK))
}
