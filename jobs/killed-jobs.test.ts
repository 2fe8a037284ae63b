import { once } from 'node:events'
import { readdir, utimes } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { backups } from '#db/schema/platform/backups.ts'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { BACKUP_STUCK_MS } from '#server/domain/backups/retention.ts'
import { EXPORT_PART_MS } from '#server/domain/privacy/export-rules.ts'
import { makeBackup } from '#server/services/backups/make-backup.ts'
import { sweepBackups } from '#server/services/backups/sweep-backups.ts'
import { verifyBackup } from '#server/services/backups/verify-backup.ts'
import { sweepExports } from '#server/services/exports/sweep-exports.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { exportSteps } from '#server/testing/export-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

// Builds, generations, restores, mails and crossings have tests of their own in server/services.

const platform = useTestPlatform()
const dying = useBundledScript('server/testing/job-and-die.ts')
const steps = exportSteps(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const backupDir = () => path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
const SLOW = { timeout: 300_000 }
const DAY_MS = 86_400_000

beforeEach(() => platform.clock.set(0))

/** Runs a job in a process that kills itself at its n-th statement. */
async function runAndKill(job: string, payload: object, n: number) {
  const args = [platform.url, backupDir(), String(platform.clock.offsetMs()), job, JSON.stringify(payload)]
  const [code, signal] = (await once(dying.start(...args, String(n)), 'exit')) as [
    number | null,
    string | null,
  ]
  expect([code, signal]).toEqual([null, 'SIGKILL'])
}

it.each([3, 12, 30])(
  'a backup whose process is killed at its statement %i is a failure, and the next is whole',
  SLOW,
  async (n) => {
    await runAndKill('make-backup', { galaxyId: null, reason: 'by-hand' }, n)
    platform.clock.advance(BACKUP_STUCK_MS + 60_000)
    await sweepBackups(system())
    expect(await platform.db.select().from(backups).where(eq(backups.status, 'running'))).toEqual([])

    // What it had written of a file is nobody's backup, and goes a day later.
    const parts = async () =>
      (await readdir(path.join(backupDir(), 'platform')).catch(() => [])).filter((name) =>
        name.endsWith('.part'),
      )
    const longAgo = new Date(Date.now() - 2 * DAY_MS)
    for (const name of await parts()) await utimes(path.join(backupDir(), 'platform', name), longAgo, longAgo)
    const made = await makeBackup(system(), { galaxyId: null, reason: 'by-hand' })
    expect(await verifyBackup(system(), { backupId: made?.id ?? '' })).toMatchObject({ rows: made?.rows })
    expect(await parts()).toEqual([])
  },
)

it.each([3, 10, 25])(
  'an export whose process is killed at its statement %i is made by the sweep, whole',
  SLOW,
  async (n) => {
    const ann = await makeUser(platform)
    const { exportId } = await platform.api(ann).privacy.requestExport()
    await runAndKill('make-export', { exportId }, n)
    platform.clock.advance(EXPORT_PART_MS + 60_000)
    await sweepExports(system())
    await platform.runOutbox()
    const [row] = await platform.db.select().from(dataExports).where(eq(dataExports.id, exportId))
    expect(row?.state).toBe('ready')
    expect((await steps.read(ann)).rows('account')).toHaveLength(1)
  },
)
