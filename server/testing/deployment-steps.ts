import { readdir, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { databaseClock } from '../clock.ts'
import { type ChangeInput } from '../domain/deployments/deployment.ts'
import { databaseOf } from '../postgres/databases.ts'
import { changeDeployment } from '../services/deployments/change-deployment.ts'
import { reconcileDeployment } from '../services/deployments/reconcile-deployment.ts'
import { makeRegion } from './make-region.ts'
import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

/** Steps of tests with regions that have servers of their own. */
export function deploymentSteps(platform: TestPlatform) {
  const system = () => platform.ctx({ kind: 'system', job: 'test' })
  const folderOf = (galaxyId: string) =>
    path.join(os.tmpdir(), `${databaseOf(platform.url)}.regions`, galaxyId)

  const make = async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const galaxyId = region.galaxyId ?? ''
    const row = async () => {
      const [found] = await platform.db
        .select()
        .from(regionDeployments)
        .where(eq(regionDeployments.regionId, region.id))
      if (!found) throw new Error('nothing was asked of this region')
      return found
    }
    const endpoint = async () =>
      (await platform.db.select().from(galaxies).where(eq(galaxies.id, galaxyId)))[0]?.endpoint ?? null
    const change = (asked: ChangeInput) =>
      changeDeployment(platform.ctx(admin), { region: region.name, ...asked })
    const reconcile = () => reconcileDeployment(system(), { regionId: region.id })
    /** As the worker does every few seconds: a try that has to wait is made now. */
    const settle = () =>
      vi.waitFor(
        async () => {
          await platform.db
            .update(regionDeployments)
            .set({ nextTryAt: null })
            .where(eq(regionDeployments.regionId, region.id))
          await reconcile()
          const { generation, observedGeneration } = await row()
          const servers = await pids()
          if (generation !== observedGeneration) throw new Error('it is not as it was asked for')
          if (servers.length > 1) throw new Error('a former server is still there')
        },
        { timeout: 50_000, interval: 100 },
      )
    const api = async () => {
      await platform.ctx().galaxies.release(galaxyId)
      return platform.ctx().galaxies.apiFor(galaxyId, { clock: databaseClock })
    }
    /** Of the servers that say who they are. */
    const pids = async (): Promise<number[]> => {
      const names = await readdir(folderOf(galaxyId)).catch(() => [])
      const said = names.filter((name) => name.endsWith('.pid'))
      const texts = await Promise.all(
        said.map((name) => readFile(path.join(folderOf(galaxyId), name), 'utf8').catch(() => '')),
      )
      return texts.flatMap((text) => (text === '' ? [] : [(JSON.parse(text) as { pid: number }).pid]))
    }
    return { admin, owner, region, galaxyId, row, endpoint, change, reconcile, settle, api, pids }
  }
  return { make, system }
}
