import { eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { toOperationView, type OperationView } from './operation-view.ts'

/** Long work by its id, for administrators who wait for it. @throws FORBIDDEN, NOT_FOUND. */
export async function getOperation(ctx: Ctx, { taskId }: { taskId: string }): Promise<OperationView> {
  requireAdmin(ctx)
  const [row] = await ctx.db.select().from(operations).where(eq(operations.id, taskId))
  if (!row) throw notFound('This task')
  return toOperationView(row)
}
