import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { type OperationKind } from '#server/domain/operations/operation-status.ts'

export type OperationRow = typeof operations.$inferSelect

/** Statuses of operations that are queued or running. */
export const OPEN_OPERATION = ['queued', 'running'] as const

export const isOpenOperation = ({ status }: OperationRow): boolean =>
  status === 'queued' || status === 'running'

/** The open operation of a subject; there is at most one. */
export async function getOpenOperation(
  db: Queryable,
  kind: OperationKind,
  subjectId: string,
): Promise<OperationRow | null> {
  const [row] = await db
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.kind, kind),
        eq(operations.subjectId, subjectId),
        inArray(operations.status, [...OPEN_OPERATION]),
      ),
    )
  return row ?? null
}

/** Operations of a subject, newest first. */
export async function findOperations(
  db: Queryable,
  kind: OperationKind,
  subjectId: string,
  limit: number,
): Promise<OperationRow[]> {
  return db
    .select()
    .from(operations)
    .where(and(eq(operations.kind, kind), eq(operations.subjectId, subjectId)))
    .orderBy(desc(operations.createdAt))
    .limit(limit)
}

/** Open operations without progress since `before`: their process died or their job was lost. */
export async function findSilentOperations(
  db: Queryable,
  kind: OperationKind,
  before: Date,
): Promise<OperationRow[]> {
  return db
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.kind, kind),
        inArray(operations.status, [...OPEN_OPERATION]),
        lt(operations.updatedAt, before),
      ),
    )
}
