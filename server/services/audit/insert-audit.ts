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

/** Writes one audit row. Verbs use `tx.audit`, which calls this with their transaction and moment. */
export async function insertAudit(db: Queryable, actor: Actor, at: Date, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values({
    at,
    actorId: actor.kind === 'user' ? actor.userId : null,
    actorKind: actor.kind,
    action: entry.action,
    regionId: entry.regionId ?? null,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    detail: actor.kind === 'system' ? { ...entry.detail, job: actor.job } : (entry.detail ?? {}),
  })
}
