import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { localSettings } from '#db/schema/galaxy/presence.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { lockRegion, settingsOf } from '../regions/region-rows.ts'
import { enactLaw } from './enact-law.ts'
import { sweepLocalSettings } from './sweep-local-settings.ts'
import { syncLocalSettings } from './sync-local-settings.ts'

const platform = useTestPlatform()

const decree = ({ region, owner }: MadeRegion, changes: SettingsPatch) =>
  transact(platform.ctx(owner), async (tx) => {
    const locked = await lockRegion(tx.db, region.id)
    if (!locked) throw new Error('no region')
    return enactLaw(tx, {
      region: locked,
      changes,
      kind: 'decree',
      authority: 'owner',
      title: 'A decree',
      enactedBy: owner.userId,
    })
  })

const lawsOf = (regionId: string) =>
  platform.db.select().from(laws).where(eq(laws.regionId, regionId)).orderBy(asc(laws.number))

const rowOf = async (regionId: string) => {
  const [row] = await platform.db.select().from(regions).where(eq(regions.id, regionId))
  if (!row) throw new Error('no region')
  return row
}

describe('enacting a law', () => {
  it('writes setting, law and audit together, with the previous value', async () => {
    const made = await makeRegion(platform)
    const { lawId, number } = await decree(made, { taxRateBp: 1500 })
    expect(number).toBe(2)
    const row = await rowOf(made.region.id)
    expect(row.taxRateBp).toBe(1500)
    expect(row.settingsVersion).toBe(2)
    const [, law] = await lawsOf(made.region.id)
    expect(law).toMatchObject({
      id: lawId,
      kind: 'decree',
      changes: [{ lever: 'taxRateBp', before: 1000, after: 1500 }],
    })
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, lawId))
    expect(audits).toMatchObject([{ action: 'region.settings-changed', actorId: made.owner.userId }])
  })

  it('leaves a law book that explains the current settings', async () => {
    const made = await makeRegion(platform)
    await decree(made, { taxRateBp: 700, motto: 'Onward' })
    await decree(made, { tradeBonuses: { ore: 300 } })
    await decree(made, { governanceType: 'council', taxRateBp: 800 })
    const replayed: Record<string, unknown> = {}
    for (const law of await lawsOf(made.region.id))
      for (const change of law.changes) {
        if (law.number > 1) expect(change.before).toEqual(replayed[change.lever])
        replayed[change.lever] = change.after
      }
    expect(replayed).toEqual(settingsOf(await rowOf(made.region.id)))
  })

  it('numbers laws of simultaneous decrees without a gap', async () => {
    const made = await makeRegion(platform)
    await Promise.all([600, 700, 800, 900].map((taxRateBp) => decree(made, { taxRateBp })))
    expect((await lawsOf(made.region.id)).map((law) => law.number)).toEqual([1, 2, 3, 4, 5])
    expect((await rowOf(made.region.id)).settingsVersion).toBe(5)
  })

  it('records a law without effect and leaves the settings at their version', async () => {
    const made = await makeRegion(platform)
    await decree(made, { taxRateBp: 1000 })
    expect((await rowOf(made.region.id)).settingsVersion).toBe(1)
    expect((await lawsOf(made.region.id))[1]?.changes).toEqual([])
  })
})

describe('the galaxy’s copy of the settings', () => {
  it('follows a law by job, and by the sweep if the job is lost', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    const copy = async () => {
      const galaxy = await platform.galaxy(made.region.galaxyId ?? '')
      const [row] = await galaxy.select().from(localSettings)
      return { version: row?.version, taxRateBp: row?.settings.taxRateBp }
    }
    expect(await copy()).toEqual({ version: 1, taxRateBp: 1000 })
    await decree(made, { taxRateBp: 2000 })
    await platform.runOutbox()
    expect(await copy()).toEqual({ version: 2, taxRateBp: 2000 })
    expect((await rowOf(made.region.id)).galaxySettingsVersion).toBe(2)

    await decree(made, { taxRateBp: 2100 })
    await sweepLocalSettings(platform.ctx())
    expect(await copy()).toEqual({ version: 3, taxRateBp: 2100 })
    await syncLocalSettings(platform.ctx(), { regionId: made.region.id })
    expect(await copy()).toEqual({ version: 3, taxRateBp: 2100 })
  })

  it('is never replaced by an older version', async () => {
    const made = await makeRegion(platform, { withGalaxy: true })
    const galaxy = await platform.galaxy(made.region.galaxyId ?? '')
    await galaxy.update(localSettings).set({ version: 9 })
    await syncLocalSettings(platform.ctx(), { regionId: made.region.id })
    expect(await galaxy.select().from(localSettings)).toMatchObject([{ version: 9 }])
  })

  it('waits for an unreachable galaxy without delaying others', async () => {
    const broken = await makeRegion(platform, { withGalaxy: true })
    await decree(broken, { taxRateBp: 1900 })
    await sweepLocalSettings(cutOff(platform.ctx()))
    expect((await rowOf(broken.region.id)).galaxySettingsVersion).toBe(1)
    const none = await makeRegion(platform)
    await syncLocalSettings(platform.ctx(), { regionId: none.region.id })
    expect((await rowOf(none.region.id)).galaxySettingsVersion).toBe(0)
  })
})
