import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { useCommandLine } from '#server/testing/command-line.ts'
import { like } from '#server/testing/like.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useServerProgram } from '#server/testing/server-program.ts'
import { signUpAnew, TEST_PASSWORD } from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { EXIT_CODES } from './failure.ts'

const program = useServerProgram()
const platform = useTestPlatform({
  regionServers: { program: () => program.of(), firstPort: 27_600, patience: { retiredMs: 500 } },
})
const cli = useCommandLine(platform)
const SLOW = { timeout: 300_000 }
const runJobs = { meanwhile: () => platform.runOutbox() }

let made: MadeRegion
beforeAll(async () => {
  const admin = await signUpAnew(platform)
  await platform.db.update(users).set({ role: 'admin' }).where(eq(users.id, admin.userId))
  made = await makeRegion(platform, { withGalaxy: true, name: 'my-region' })
  await cli.logIn(admin.email, TEST_PASSWORD)
}, 120_000)
beforeEach(async () => {
  await platform.runOutbox()
})
const endpoint = async () =>
  (
    await platform.db
      .select()
      .from(galaxies)
      .where(eq(galaxies.id, made.region.galaxyId ?? ''))
  )[0]?.endpoint

describe('how a region is served', SLOW, () => {
  it('is changed as it was said before, and waited for', async () => {
    const move = ['regions', 'move', 'my-region', '--to', 'own', '--cpu', '1', '--memory', '2']
    const planned = await cli.run([...move, '--dry-run', '--json'])
    expect(JSON.parse(planned.out)).toMatchObject({
      before: { servedBy: 'shared', resources: null },
      after: { servedBy: 'own', resources: { cpu: 1, memoryGb: 2 }, isSuspended: false },
      against: null,
    })
    expect(await endpoint()).toBeNull()
    expect(await cli.run([...move, '--wait'], runJobs)).toMatchObject({
      code: 0,
      out: 'my-region is as it was asked for.',
      said: like.stringContaining('Nobody waits.'),
    })
    expect(await endpoint()).toMatch(/^http:\/\/127\.0\.0\.1:276/)
    const shown = (await cli.run(['show', 'my-region'])).out
    expect(shown).toMatch(/^Served by +a server of its own, 1 cpu, 2 GB, http/m)
    expect(shown).toMatch(/^Found +running since/m)
    expect(await cli.run([...move, '--wait'], runJobs)).toMatchObject({
      ...{ code: EXIT_CODES.failed, said: like.stringContaining('It is to be so already.') },
    })
  })

  it('is scaled by the words of old, but for what would have no effect', async () => {
    const scale = ['scale', 'my-region', '--cpu', '2', '--memory', '3']
    expect(await cli.run([...scale, '--disk', '40', '--wait'])).toMatchObject({
      ...{ code: EXIT_CODES.failed, said: like.stringContaining('--disk would have no effect') },
    })
    expect(await cli.run([...scale, '--wait'], runJobs)).toMatchObject({ code: 0 })
    expect((await cli.run(['show', 'my-region'])).out).toContain('2 cpu, 3 GB')
    for (const wrong of [
      ['scale', 'my-region'],
      ['scale', 'my-region', '--cpu', 'many'],
      ['scale', 'my-region', '--cpu', '9'],
      ['scale', 'my-region', '--memory', '1'],
      ['regions', 'move', 'my-region'],
      ['regions', 'move', 'my-region', '--to', 'the-moon'],
    ])
      expect([wrong, (await cli.run(wrong)).code]).toEqual([wrong, EXIT_CODES.usage])
    expect((await cli.run(['scale', 'nowhere', '--cpu', '2'])).code).toBe(EXIT_CODES['not-found'])
  })

  it('is suspended by its name alone, and resumed', async () => {
    const suspend = ['regions', 'suspend', 'my-region']
    expect(await cli.run([...suspend, '--dry-run'])).toMatchObject({
      ...{ code: 0, out: like.stringContaining('Nobody can play in it') },
    })
    expect((await cli.run(suspend)).code).toBe(EXIT_CODES.usage)
    expect((await cli.run([...suspend, '--confirm', 'other'])).code).toBe(EXIT_CODES.usage)
    expect(await endpoint()).not.toBeNull()
    expect(await cli.run([...suspend, '--confirm', 'my-region', '--wait'], runJobs)).toMatchObject({
      code: 0,
    })
    expect((await cli.run(['show', 'my-region'])).out).toMatch(/^Found +suspended/m)
    expect(await endpoint()).toBeNull()
    expect(await cli.run(['regions', 'resume', 'my-region', '--wait'], runJobs)).toMatchObject({ code: 0 })
    expect(
      await cli.run(['regions', 'move', 'my-region', '--to', 'shared', '--wait'], runJobs),
    ).toMatchObject({
      code: 0,
    })
    expect(await endpoint()).toBeNull()
    expect(await cli.run(['scale', 'my-region', '--cpu', '4'])).toMatchObject({
      ...{ code: EXIT_CODES.failed, said: like.stringContaining('Give it a server of its own first') },
    })
  })

  it('is built again where the build has failed', async () => {
    expect(await cli.run(['regions', 'provision', 'my-region'])).toMatchObject({
      code: EXIT_CODES['not-found'],
    })
    const now = await platform.clock.now(platform.db)
    const { region } = await makeRegion(platform)
    await platform.db.update(regions).set({ status: 'provisioning' }).where(eq(regions.id, region.id))
    await platform.db.insert(operations).values({
      ...{ kind: 'provision-region', subjectId: region.id, status: 'failed', step: 'create-role' },
      ...{ input: {}, error: 'It failed.', createdAt: now, finishedAt: now, updatedAt: now },
    })
    expect(await cli.run(['regions', 'provision', region.name, '--wait'], runJobs)).toMatchObject({ code: 0 })
    expect((await cli.run(['show', region.name])).out).toMatch(/^Status +active/m)
    expect((await cli.run(['regions', 'provision', region.name])).code).toBe(EXIT_CODES.failed)
  })

  it('is for administrators', async () => {
    const player = await signUpAnew(platform)
    await cli.logIn(player.email, TEST_PASSWORD)
    for (const command of [
      ['regions', 'move', 'my-region', '--to', 'own'],
      ['scale', 'my-region', '--cpu', '2'],
      ['regions', 'suspend', 'my-region', '--confirm', 'my-region'],
      ['regions', 'resume', 'my-region'],
      ['regions', 'provision', 'my-region'],
    ])
      expect([command, (await cli.run(command)).code]).toEqual([command, EXIT_CODES.forbidden])
  })
})
