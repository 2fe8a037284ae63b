import { desc, eq } from 'drizzle-orm'
import { backupDrills, backups } from '#db/schema/platform/backups.ts'
import { isDrillDue } from '#server/domain/backups/drill.ts'
import { type Ctx } from '../context.ts'
import { dropLeftCopies } from './drop-left-copies.ts'
import { runDrill } from './run-drill.ts'

/** Drills when one is due: `runDrill` once a week, and a day after one that failed. Drops what dead processes had loaded. */
export async function sweepDrills(ctx: Ctx): Promise<void> {
  await dropLeftCopies(ctx)
  const [last] = await ctx.db.select().from(backupDrills).orderBy(desc(backupDrills.at)).limit(1)
  const hasBackup = (await ctx.db.$count(backups, eq(backups.status, 'ready'))) > 0
  if (!hasBackup || !isDrillDue(last ?? null, await ctx.clock.now(ctx.db))) return
  await runDrill(ctx)
}
