import { eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { type UserActor } from '../services/require-actor.ts'
import { type Ctx } from '../services/context.ts'
import { makeBackup } from '../services/backups/make-backup.ts'
import { requestRestore } from '../services/backups/request-restore.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

/** What tests of restores do: back a region up, let time pass, bring it back. */
export function useRestores(platform: TestPlatform) {
  const system = (): Ctx => platform.ctx({ kind: 'system', job: 'test' })

  const backUp = async ({ galaxyId }: RegionRow): Promise<string> => {
    const made = await makeBackup(system(), { galaxyId, reason: 'by-hand' })
    if (!made) throw new Error('no backup was made')
    // What happens next happens after it.
    platform.clock.advance(2_000)
    return made.id
  }

  /** Asks for a restore as an administrator; its job waits in the outbox. */
  const ask = async (
    { name }: Pick<RegionRow, 'name'>,
    backupId: string,
    admin?: UserActor,
  ): Promise<string> => {
    const who = admin ?? (await makeUser(platform, { role: 'admin' }))
    const { taskId } = await requestRestore(platform.ctx(who), { backupId, confirmation: name })
    return taskId
  }

  const operationOf = async (id: string) => {
    const [row] = await platform.db.select().from(operations).where(eq(operations.id, id))
    if (!row) throw new Error('no operation')
    return row
  }

  /** The whole restore. */
  const restore = async (region: RegionRow, backupId: string) => {
    const id = await ask(region, backupId)
    await platform.runOutbox()
    return operationOf(id)
  }

  return { system, backUp, ask, restore, operationOf }
}
