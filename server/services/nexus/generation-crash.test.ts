import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type GalaxyPool, type GalaxyTransaction } from '#db/client.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { jobOutbox, nexusState, operations } from '#db/schema/platform/operations.ts'
import { districtRange } from '#server/domain/galaxy/districts.ts'
import { generateNexus } from '#server/domain/nexus/generate-nexus.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { getNexusState } from './get-nexus-state.ts'
import { runGeneration } from './run-generation.ts'
import { sweepNexus } from './sweep-nexus.ts'

const platform = useTestPlatform()
const worker = useBundledScript('server/testing/generate-and-die.ts')
let admin: UserActor
const system = () => platform.ctx({ kind: 'system', job: 'test' })

beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
  await platform.api(admin).nexus.generate({ seed: 'old' })
  await platform.runOutbox()
})

const galaxy = async (): Promise<GalaxyPool> => {
  const state = await getNexusState(platform.db)
  return platform.galaxy(state?.galaxyId ?? '')
}
const rowsOf = async (db: GalaxyPool | GalaxyTransaction) => db.select().from(sectors).orderBy(sectors.id)
/** All names in one value that the database makes: a reader that looks again and again must not hold up what it watches. */
const namesPrint = async (db: GalaxyPool) => {
  const { rows } = await db.execute<{ print: string }>(
    sql`select md5(string_agg(${sectors.name}, ',' order by ${sectors.id})) as print from ${sectors}`,
  )
  return rows[0]?.print
}
const operationOf = async (id: string) => {
  const [row] = await platform.db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw new Error('the operation is not there')
  return row
}
/** Books a generation without running it. */
const book = async (seed: string): Promise<string> => {
  const { taskId } = await platform.api(admin).nexus.generate({ forceRegenerate: true, seed })
  await platform.db.delete(jobOutbox)
  if (taskId === null) throw new Error('nothing was booked')
  return taskId
}
/** Resolves when somebody waits for the lock that {@link whileBlocked} holds: the run is in the middle of its transaction. */
const isHalted = (): Promise<void> =>
  vi.waitFor(
    async () => {
      const { rows } = await platform.owner.execute(
        sql`select 1 from pg_locks join pg_stat_activity using (pid) where not granted and query like 'delete from "sectors"%'`,
      )
      expect(rows).not.toHaveLength(0)
    },
    { timeout: 60_000, interval: 20 },
  )

/** Keeps a sector of the transit hub locked while `work` runs, so that a generation halts in the middle of writing. */
async function whileBlocked(work: () => Promise<void>) {
  const db = await galaxy()
  const [first] = districtRange('transit_hub')
  await db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from ${sectors} where ${sectors.id} = ${first} for update`)
    await work()
  })
}

describe('a generation that is interrupted', () => {
  it('shows the old Nexus until its commit, and the new one afterwards', async () => {
    const operationId = await book('new')
    let run: Promise<void> = Promise.resolve()
    await whileBlocked(async () => {
      run = runGeneration(system(), { operationId })
      await isHalted()
      expect(await rowsOf(await galaxy())).toEqual(generateNexus({ seed: 'old' }).sectors)
      expect((await platform.api().nexus.status()).job).toMatchObject({ taskId: operationId })
    })
    // One reader with a snapshot from before, one that looks again and again while it is replaced.
    const db = await galaxy()
    const seen = new Set<unknown>()
    let running = true
    const watch = (async () => {
      while (running) seen.add(await namesPrint(db))
    })()
    await run
    running = false
    await watch
    const whole = ['old', 'new'].map((seed) =>
      createHash('md5')
        .update(
          generateNexus({ seed })
            .sectors.map(({ name }) => name)
            .join(),
        )
        .digest('hex'),
    )
    expect(whole).toEqual(expect.arrayContaining([...seen]))
    expect(await rowsOf(db)).toEqual(generateNexus({ seed: 'new' }).sectors)
  })

  it('killed half-way changes nothing, and the sweep restarts it', async () => {
    const before = await rowsOf(await galaxy())
    const operationId = await book('after-crash')
    await whileBlocked(async () => {
      const child = worker.start(platform.url, operationId)
      const died = once(child, 'exit')
      await isHalted()
      child.kill('SIGKILL')
      expect((await died)[1]).toBe('SIGKILL')
    })
    expect(await rowsOf(await galaxy())).toEqual(before)
    expect(await operationOf(operationId)).toMatchObject({ status: 'running', attempts: 1 })

    await sweepNexus(system())
    expect(await platform.db.$count(jobOutbox)).toBe(0)
    platform.clock.advance(61_000)
    await sweepNexus(system())
    await sweepNexus(system())
    expect(await platform.db.$count(jobOutbox)).toBe(1)
    await platform.runOutbox()
    expect(await operationOf(operationId)).toMatchObject({ status: 'succeeded', attempts: 2 })
    expect(await rowsOf(await galaxy())).toEqual(generateNexus({ seed: 'after-crash' }).sectors)
  })

  it('that committed before the platform knew is recorded by the sweep and by the next attempt', async () => {
    const state = await getNexusState(platform.db)
    const [last] = await platform.db
      .select()
      .from(operations)
      .where(eq(operations.status, 'succeeded'))
      .orderBy(sql`${operations.createdAt} desc`)
    await platform.db.delete(nexusState)
    await platform.db
      .update(operations)
      .set({ status: 'running', finishedAt: null })
      .where(eq(operations.id, last?.id ?? ''))
    await runGeneration(system(), { operationId: last?.id ?? '' })
    expect(await getNexusState(platform.db)).toMatchObject({ version: state?.version, seed: 'after-crash' })
    await platform.db.delete(nexusState)
    await sweepNexus(system())
    expect(await getNexusState(platform.db)).toMatchObject({ version: state?.version })
  })

  it('stops on request and changes nothing', async () => {
    const before = await rowsOf(await galaxy())
    for (const step of ['prepare', 'plan:transit_hub', 'write:ports', 'publish']) {
      const operationId = await book(`cancelled-${step}`)
      const ctx = system()
      const cancelling = {
        ...ctx,
        events: {
          ...ctx.events,
          // The administrator presses the button at the moment when the run tells of this step.
          publishInTransaction: async (db: Parameters<typeof ctx.events.publishInTransaction>[0]) => {
            await db
              .update(operations)
              .set({ cancelRequested: true })
              .where(sql`${operations.id} = ${operationId} and ${operations.step} = ${step}`)
          },
        },
      }
      await runGeneration(cancelling, { operationId })
      // Heard at the next step; what is committed by then stays, so the last step may come too late.
      const { status } = await operationOf(operationId)
      if (step === 'publish') expect(['cancelled', 'succeeded']).toContain(status)
      else {
        expect(status).toBe('cancelled')
        expect(await rowsOf(await galaxy())).toEqual(before)
      }
    }
  })

  it('is cancelled through the procedure while running', async () => {
    const operationId = await book('asked-to-stop')
    await platform.db.update(operations).set({ status: 'running' }).where(eq(operations.id, operationId))
    await platform.api(admin).nexus.cancel()
    expect(await operationOf(operationId)).toMatchObject({ status: 'running', cancelRequested: true })
    await runGeneration(system(), { operationId })
    expect(await operationOf(operationId)).toMatchObject({ status: 'cancelled' })
    expect(await writtenActions(platform, admin)).toContain('nexus.generation-cancel-requested')
    expect(await writtenActions(platform, null)).toContain('nexus.generation-cancelled')
  })

  it('that keeps failing ends as failed, with a message and without effect', async () => {
    const operationId = await book('doomed')
    const ctx = system()
    const broken = {
      ...ctx,
      galaxies: { ...ctx.galaxies, withGalaxy: () => Promise.reject(new Error('the disk is full')) },
    }
    for (let attempt = 1; attempt < 4; attempt++) {
      await expect(runGeneration(broken, { operationId })).rejects.toThrow('the disk is full')
      expect(await operationOf(operationId)).toMatchObject({ status: 'running', attempts: attempt })
    }
    await runGeneration(broken, { operationId })
    expect(await operationOf(operationId)).toMatchObject({ status: 'failed', attempts: 4 })
    expect((await platform.api(admin).nexus.overview()).recentRuns[0]?.error).toContain('nothing was changed')
  })
})
