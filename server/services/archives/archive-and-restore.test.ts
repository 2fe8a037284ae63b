import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { operations } from '#db/schema/platform/operations.ts'
import { type RestoreStep } from '#server/domain/backups/restore-steps.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { useRestores } from '#server/testing/restore-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { restoreGalaxy } from '../backups/restore-galaxy.ts'
import { transact } from '../context.ts'
import { openOperation } from '../operations/open-operation.ts'
import { archiveRegion } from './archive-region.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const { backUp, ask } = useRestores(platform)
const steps = evacuationSteps(platform, travel)
const { system, makePaid, evacuate, settle } = steps

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)

const SLOW = { timeout: 300_000 }

const treasuryOf = async ({ region }: MadeRegion) =>
  balanceOf(await platform.galaxy(region.galaxyId ?? ''), 'treasury')
/** A restore that was asked for at the moment at which the galaxy was frozen, and came to this step. */
const restoreAt = ({ region }: MadeRegion, backupId: string, step: RestoreStep) =>
  transact(system(), async (tx) => {
    const subjectId = region.galaxyId ?? ''
    const { operation } = await openOperation(tx, { kind: 'restore-galaxy', subjectId, input: { backupId } })
    await tx.db.update(operations).set({ step }).where(eq(operations.id, operation.id))
    return { operationId: operation.id }
  })

describe('a restore that was asked for while its region was evacuated', SLOW, () => {
  it('is done before the galaxy is frozen', async () => {
    const made = await makePaid()
    await steps.fillTreasury(made.region, 250)
    const backup = await backUp(made.region)
    const run = await evacuate(made)
    const operationId = await ask(made.region, backup)
    expect(await archiveRegion(system(), run)).toBe('failed')
    expect((await steps.galaxyRowOf(made.region)).status).toBe('ready')
    expect(await restoreGalaxy(system(), { operationId })).toBe('restored')
    const treasury = await treasuryOf(made)
    await settle()
    await settle()
    expect(await steps.hasDatabase(made.region)).toBe(false)
    await steps.comeBack(made.region)
    expect(await treasuryOf(made)).toBe(treasury)
  })

  it('makes no empty database once the archive alone has the galaxy', async () => {
    const made = await makePaid()
    await steps.fillTreasury(made.region, 250)
    const treasury = await treasuryOf(made)
    const backup = await backUp(made.region)
    await steps.archive(made.region)
    for (const step of ['load', 'close', 'dump'] as const) {
      expect(await restoreGalaxy(system(), await restoreAt(made, backup, step))).toBe('failed')
      expect(await steps.hasDatabase(made.region)).toBe(false)
      expect((await steps.galaxyRowOf(made.region)).status).toBe('archived')
    }
    await steps.comeBack(made.region)
    expect((await steps.rowOf(made.region)).status).toBe('active')
    expect(await treasuryOf(made)).toBe(treasury)
  })

  it('opens no galaxy that is frozen', async () => {
    const made = await makePaid()
    const backup = await backUp(made.region)
    const run = await evacuate(made)
    const full = { ...system().archive, snapshot: () => Promise.reject(new Error('full')) }
    expect(await archiveRegion({ ...system(), archive: full }, run)).toBe('failed')
    expect(await restoreGalaxy(system(), await restoreAt(made, backup, 'close'))).toBe('failed')
    const { status, databaseName } = await steps.galaxyRowOf(made.region)
    expect(status).toBe('archived')
    const { rows } = await platform.owner.execute<{ may: boolean }>(
      sql`select has_database_privilege(${databaseName}, ${databaseName}, 'connect') as may`,
    )
    expect(rows).toEqual([{ may: false }])
    await settle()
    expect(await steps.hasDatabase(made.region)).toBe(false)
  })
})
