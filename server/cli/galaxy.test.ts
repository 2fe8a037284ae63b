import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { bundleScript } from '#server/testing/bundled-script.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useRegionProcesses } from '#server/testing/region-process.ts'
import { TEST_SECRET, useTestPlatform } from '#server/testing/test-platform.ts'
import { databaseClock } from '../clock.ts'
import { issueGalaxySettings } from '../services/platform/issue-galaxy-settings.ts'
import { setGalaxyEndpoint } from '../services/platform/set-galaxy-endpoint.ts'

const platform = useTestPlatform()
const processes = useRegionProcesses(platform)
let dir = ''

beforeAll(async () => {
  await mkdir('build', { recursive: true })
  dir = await mkdtemp(path.resolve('build/galaxy-command-'))
  await bundleScript('server/cli/galaxy.ts', path.join(dir, 'galaxy.mjs'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** Runs the command of an operator, on the platform's database. */
async function galaxyCommand(args: string[], env: Record<string, string> = { APP_SECRET: TEST_SECRET }) {
  const child = spawn(process.execPath, [path.join(dir, 'galaxy.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: platform.url,
      DATA_DIR: dir,
      LOG_LEVEL: 'trace',
      ...env,
    },
  })
  const [answer, log, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ])
  return { answer, log, code }
}

const made = () => makeRegion(platform, { withGalaxy: true })
const endpointOf = async (galaxyId: string) =>
  (await platform.db.select().from(galaxies).where(eq(galaxies.id, galaxyId)))[0]?.endpoint
const auditOf = (galaxyId: string) =>
  platform.db.select().from(auditLog).where(eq(auditLog.subjectId, galaxyId)).orderBy(auditLog.id)
/** As the processes of a platform find it that had not asked before. */
const askedAnew = async (galaxyId: string) => {
  await platform.ctx().galaxies.release(galaxyId)
  return platform.ctx().galaxies.apiFor(galaxyId, { clock: databaseClock })
}

describe('the operator’s command', () => {
  it('has a galaxy served by another process, and by the platform again', async () => {
    const { region } = await made()
    const galaxyId = region.galaxyId ?? ''
    const given = await galaxyCommand(['settings', region.name])
    expect(given).toMatchObject({ code: 0 })
    const settings = Object.fromEntries(
      given.answer
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/).slice(0, 2) as [string, string]),
    )
    expect(Object.keys(settings)).toEqual(['ROLES', 'GALAXY_ID', 'GALAXY_DATABASE_URL', 'GALAXY_TOKEN'])

    const { endpoint, child } = await processes.start(galaxyId, settings)
    expect(await galaxyCommand(['serve', region.name, `${endpoint}/`])).toMatchObject({ code: 0 })
    expect(await endpointOf(galaxyId)).toBe(endpoint)
    const landing = { callsign: 'Ada', arrivalSector: 1, startingCredits: 1_000 }
    const traveller = { userId: randomUUID(), fencingVersion: 1, landing }
    expect(await (await askedAnew(galaxyId)).enter(traveller)).toMatchObject({ sectorId: 1 })

    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect((await askedAnew(galaxyId)).ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await galaxyCommand(['local', region.name])).toMatchObject({ code: 0 })
    expect(await endpointOf(galaxyId)).toBeNull()
    // The same pilot is there: both served one database.
    expect(await (await askedAnew(galaxyId)).enter(traveller)).toEqual({ sectorId: 1, messages: [] })

    const written = await auditOf(galaxyId)
    expect(
      written.map(({ action, actorKind, regionId, detail }) => ({ action, actorKind, regionId, detail })),
    ).toEqual(
      [
        ['galaxy.settings-issued', {}],
        ['galaxy.endpoint-set', { from: null, to: endpoint }],
        ['galaxy.endpoint-set', { from: endpoint, to: null }],
      ].map(([action, detail]) => ({
        ...{ action, actorKind: 'system', regionId: region.id },
        detail: { ...(detail as object), job: 'galaxy' },
      })),
    )
    const kept = given.log + JSON.stringify(written)
    expect(kept).toContain('connections that this process may open')
    for (const secret of [settings.GALAXY_TOKEN, new URL(settings.GALAXY_DATABASE_URL ?? '').password])
      expect(kept).not.toContain(secret)
  })

  it('sends nobody to an address where the galaxy does not answer', async () => {
    const [{ region }, other] = [await made(), await made()]
    const galaxyId = region.galaxyId ?? ''
    const { endpoint } = await processes.start(other.region.galaxyId ?? '')
    for (const [address, why] of [
      [endpoint, /cannot be reached/],
      ['http://127.0.0.1:9', /cannot be reached/],
      ['ftp://galaxy.test', /address of the process/],
      ['http://name:secret@galaxy.test', /address of the process/],
    ] as const) {
      const { code, log } = await galaxyCommand(['serve', region.name, address])
      expect([address, code]).toEqual([address, 1])
      expect(log).toMatch(why)
    }
    expect(await endpointOf(galaxyId)).toBeNull()
    expect(await auditOf(galaxyId)).toEqual([])
  })

  it('says what it needs', async () => {
    expect(await galaxyCommand(['settings', 'no-such-region'])).toMatchObject({ code: 1, answer: '' })
    expect((await galaxyCommand(['settings', 'nexus'])).log).toContain('The galaxy of nexus was not found.')
    for (const wrong of [
      [],
      ['settings'],
      ['serve', 'nexus'],
      ['local', 'nexus', 'http://x.test'],
      ['move', 'nexus'],
    ])
      expect((await galaxyCommand(wrong)).log).toContain('Usage: npm run galaxy')
    expect((await galaxyCommand(['local', 'nexus'], {})).log).toContain('Set APP_SECRET')
    expect(
      (await galaxyCommand(['local', 'nexus'], { APP_SECRET: TEST_SECRET, DATABASE_URL: '' })).log,
    ).toContain('Set DATABASE_URL')
  })
})

it('leaves where galaxies are served to the operator: administrators and players cannot ask for it', async () => {
  const { region, owner } = await made()
  const admin = await makeUser(platform, { role: 'admin' })
  for (const actor of [undefined, owner, admin]) {
    const ctx = platform.ctx(actor)
    const denied = { code: 'FORBIDDEN' }
    await expect(issueGalaxySettings(ctx, { name: region.name })).rejects.toMatchObject(denied)
    await expect(setGalaxyEndpoint(ctx, { name: region.name, endpoint: null })).rejects.toMatchObject(denied)
  }
})
