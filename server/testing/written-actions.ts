import { eq } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type TestPlatform } from './test-platform.ts'

/** Audited actions of an actor, oldest first; null for the platform itself. */
export async function writtenActions(
  platform: Pick<TestPlatform, 'db'>,
  actor: { userId: string } | null,
): Promise<string[]> {
  const rows = await platform.db
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(actor ? eq(auditLog.actorId, actor.userId) : eq(auditLog.actorKind, 'system'))
    .orderBy(auditLog.id)
  return rows.map(({ action }) => action)
}
