import { type Queryable } from '#db/client.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type Actor } from './context.ts'

export type AuditEntry = {
  /** Context and event in the past tense: `policy.proposed`, `region.settings-changed`. */
  action: string
  regionId?: string | null
  subject: { type: string; id: string }
  /** Must not contain secrets or the choice of a secret ballot. */
  detail?: Record<string, unknown>
}

/** Rows per statement: PostgreSQL allows at most 65,535 parameters in one. */
const CHUNK = 1_000

/** Writes one audit row per entry. Verbs call `tx.audit`, which passes their transaction and time. */
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
