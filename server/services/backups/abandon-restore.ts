import { and, eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { restoreNames } from '#server/domain/backups/restore-steps.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { endOperation } from '../operations/end-operation.ts'
import { type OperationRow } from '../operations/operation-rows.ts'

/** Ends a restore that did not succeed: a galaxy that it closed is opened again as it was, and what was loaded is dropped. */
export async function abandonRestore(ctx: Ctx, operation: OperationRow, error: string): Promise<void> {
  const [galaxy] = await ctx.db.select().from(galaxies).where(eq(galaxies.id, operation.subjectId))
  if (!galaxy) return
  const { replacement } = ctx.galaxies
  const wasClosed = galaxy.status === 'restoring'
  if (wasClosed && (await replacement.exists(galaxy, galaxy.databaseName))) await replacement.open(galaxy)
  await replacement.drop(galaxy, restoreNames(operation.id).next)
  await transact(ctx, async (tx) => {
    if (!(await endOperation(tx, operation.id, { status: 'failed', error }))) return
    await tx.db
      .update(galaxies)
      .set({ status: 'ready' })
      .where(and(eq(galaxies.id, galaxy.id), eq(galaxies.status, 'restoring')))
    await tx.audit({
      action: 'galaxy.restore-failed',
      subject: { type: 'galaxy', id: galaxy.id },
      detail: { operationId: operation.id, error },
    })
    const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
    await notify(tx, {
      userIds: admins.map(({ id }) => id),
      kind: 'galaxy.restore-failed',
      title: 'A galaxy could not be restored',
      body: `${error} It is as it was.`,
      href: '/admin/backups',
    })
  })
}
