import { spawnSync } from 'node:child_process'
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { useCommandLine } from '#server/testing/command-line.ts'
import { like } from '#server/testing/like.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { restToken } from '#server/testing/rest-program.ts'
import { signUpAnew, TEST_PASSWORD, type TestAccount } from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { appRouter } from '#server/trpc/router.ts'
import { restRoutesOf } from '#server/trpc/rest/routes.ts'
import { OPERATIONS } from './api.ts'
import { EXIT_CODES } from './failure.ts'
import { requireSafe } from './session.ts'

const platform = useTestPlatform()
const cli = useCommandLine(platform)
const SLOW = { timeout: 300_000 }
const URL_OF_TESTS = 'http://localhost:3000'
const runJobs = { meanwhile: () => platform.runOutbox() }

let admin: TestAccount
let made: MadeRegion
beforeAll(async () => {
  admin = await signUpAnew(platform)
  await platform.db.update(users).set({ role: 'admin' }).where(eq(users.id, admin.userId))
  made = await makeRegion(platform, { withGalaxy: true })
}, 120_000)
beforeEach(async () => {
  expect(await cli.logIn(admin.email, TEST_PASSWORD)).toMatchObject({
    code: 0,
    said: `Logging in at ${URL_OF_TESTS}.`,
  })
})

it('every operation that it calls is one of the REST interface, with that answer', () => {
  const routes = restRoutesOf(appRouter)
  for (const { method, path, answer } of Object.values(OPERATIONS)) {
    const route = routes.find((one) => one.method === method && one.path === path)
    expect([path, route?.answer]).toEqual([path, answer])
  }
})

describe('a log-in', SLOW, () => {
  it('is kept in a file that its owner alone may read, without the password', async () => {
    expect((await stat(cli.file())).mode & 0o777).toBe(0o600)
    expect(await readFile(cli.file(), 'utf8')).not.toContain(TEST_PASSWORD)
    expect((await cli.run(['whoami'])).out).toContain(admin.callsign)
    await chmod(cli.file(), 0o644)
    expect(await cli.run(['whoami'])).toMatchObject({ code: 1, said: like.stringContaining('chmod 600') })
    await writeFile(cli.file(), 'not json')
    await chmod(cli.file(), 0o600)
    expect(await cli.run(['whoami'])).toMatchObject({ code: 1, said: like.stringContaining('damaged') })
    await rm(cli.file())
    expect(await cli.run(['whoami'])).toMatchObject({ code: 4 })
    expect((await cli.run(['whoami', '--profile', '../constructor'])).code).toBe(EXIT_CODES.usage)
  })

  it('goes on by its refresh token, until it is ended', async () => {
    platform.clock.advance(20 * 60_000)
    expect((await cli.run(['whoami'])).code).toBe(0)
    const { refreshToken } = JSON.parse(await readFile(cli.file(), 'utf8')) as { refreshToken: string }
    expect(await cli.run(['logout'])).toMatchObject({ code: 0, said: '' })
    expect((await cli.run(['whoami'])).code).toBe(4)
    const http = createHttpClient(platform)
    expect((await http.json('POST', '/api/v1/auth/refresh', { refreshToken })).status).toBe(401)
    expect((await cli.run(['logout'])).code).toBe(3)
  })

  it('asks for the code of a second factor where there is one', async () => {
    const account = await signUpAnew(platform)
    const app = await setUpApp(platform, account)
    const types = [account.email, TEST_PASSWORD, await app.code()]
    const login = ['login', '--profile', 'other', '--url', URL_OF_TESTS]
    expect(await cli.run(login, { types })).toMatchObject({ code: 0 })
    expect((await cli.run(['whoami', '--profile', 'other'])).out).toContain(account.callsign)
    expect((await cli.run(['whoami'], { env: { SECTORWARS_PROFILE: 'other' } })).out).toContain(
      account.callsign,
    )
    expect((await cli.run(['whoami'])).out).toContain(admin.callsign)
    expect(await cli.logIn(account.email, TEST_PASSWORD)).toMatchObject({ code: 4 })
  })

  it('sends no password in clear over a network', () => {
    for (const url of [
      'https://game.test',
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ])
      expect(requireSafe(url).origin).toBe(url)
    for (const url of ['http://game.test', 'ftp://game.test', 'game.test', 'http://localhost.game.test'])
      expect(() => requireSafe(url)).toThrow()
  })

  it('with a wrong password, of nobody, or without anybody to ask is refused', async () => {
    expect((await cli.logIn(admin.email, 'not the password')).code).toBe(4)
    expect(await cli.run(['login'])).toMatchObject({ code: 2, said: like.stringContaining('--email') })
    expect((await cli.run(['login', '--password-stdin'], { types: ['x'] })).code).toBe(EXIT_CODES.usage)
  })
})

describe('regions', SLOW, () => {
  it('are listed and shown, also by the two short words', async () => {
    const { name } = made.region
    for (const words of [['regions'], []]) {
      expect((await cli.run([...words, 'list', name.slice(0, 6)])).out).toMatch(
        new RegExp(`^${name} +active`, 'm'),
      )
      expect((await cli.run([...words, 'show', name])).out).toMatch(
        new RegExp(`^Owner +${made.owner.callsign}$`, 'm'),
      )
    }
    const page = await cli.json<{ total: number }>(['regions', 'list', '--status', 'archived'])
    expect(page.total).toBe(0)
    expect((await cli.run(['regions', 'list', '--status', 'archived'])).out).toBe('Nothing.')
    await platform.db
      .update(galaxies)
      .set({ awaySince: new Date('2102-01-01T10:00:00Z') })
      .where(eq(galaxies.id, made.region.galaxyId ?? ''))
    expect((await cli.run(['show', name])).out).toContain('away since 2102-01-01 10:00Z')
    await platform.db.update(galaxies).set({ awaySince: null })
    expect((await cli.run(['show', 'no-such-region'])).code).toBe(EXIT_CODES['not-found'])
    const { region: ended } = await makeRegion(platform)
    const endedAt = await platform.clock.now(platform.db)
    await platform.db
      .update(regions)
      .set({ status: 'terminated', statusChangedAt: endedAt, activatedAt: endedAt })
      .where(eq(regions.id, ended.id))
    expect((await cli.run(['show', ended.name])).out).toMatch(/^Status +terminated since/m)
  })

  it('are backed up and restored, by name, with what a restore undoes before it does', async () => {
    const { name } = made.region
    const backup = await cli.json<{ id: string; status: string }>(
      ['regions', 'backup', name, '--wait'],
      runJobs,
    )
    expect(backup.status).toBe('ready')
    expect((await cli.run(['backup', 'list', name])).out).toContain(backup.id)
    expect((await cli.run(['show', name])).out).toMatch(/^Backed up +\d{4}-/m)
    const restore = ['regions', 'restore', name, backup.id]
    const preview = await cli.json<{ lost: { trades: number } }>([...restore, '--dry-run'])
    expect(preview.lost.trades).toBe(0)
    expect((await cli.run(restore)).code).toBe(EXIT_CODES.usage)
    expect((await cli.run(restore, { types: ['another'] })).said).toContain('Nothing was done')
    expect((await cli.run(['regions', 'restore', 'another', backup.id, '--confirm', name])).code).toBe(2)
    expect(await writtenActions(platform, { userId: admin.userId })).not.toContain('galaxy.restore-requested')
    const done = await cli.run([...restore, '--confirm', name, '--wait'], runJobs)
    expect(done).toMatchObject({ code: 0, out: `${name} is restored.` })
    platform.clock.advance(11 * 60_000)
    const late = await cli.run([...restore, '--confirm', name])
    expect(late).toMatchObject({ code: 4, said: like.stringContaining('Log in again') })
  })
})

describe('the Nexus', SLOW, () => {
  it('is generated and waited for, and replaced only by its name', async () => {
    expect((await cli.run(['nexus', 'status'])).out).toMatch(/^Status +not_generated$/m)
    const made = await cli.run(['nexus', 'generate', '--seed', 'cli', '--wait'], runJobs)
    expect(made).toMatchObject({ code: 0, out: 'The Nexus is ready.' })
    expect((await cli.run(['nexus', 'status'])).out).toMatch(/^Sectors +5000$/m)
    expect((await cli.json<unknown[]>(['nexus', 'districts'])).length).toBe(10)
    expect((await cli.run(['nexus', 'stats'])).out).toMatch(/^Warp gates +\d+$/m)
    expect((await cli.run(['nexus', 'generate', '--force'])).code).toBe(EXIT_CODES.usage)
    expect((await cli.run(['nexus', 'generate', '--force', '--confirm', 'nexu'])).code).toBe(EXIT_CODES.usage)
    expect((await cli.run(['nexus', 'generate', '--force', '--seed', 'another', '--dry-run'])).out).toMatch(
      /^gateway_plaza +\+/m,
    )
    const again = ['nexus', 'generate', '--force', '--confirm', 'nexus', '--wait']
    expect(await cli.run(again, runJobs)).toMatchObject({ code: 0 })
  })
})

describe('accounts, jobs and money', SLOW, () => {
  it('are listed, suspended and let in again, which is audited', async () => {
    const { callsign } = await signUpAnew(platform)
    expect((await cli.run(['users', 'list', callsign])).out).toMatch(new RegExp(`^${callsign} .*active`, 'm'))
    expect((await cli.run(['users', 'suspend', callsign])).code).toBe(EXIT_CODES.usage)
    const suspend = [
      'users',
      'suspend',
      callsign,
      '--reason',
      'Bots',
      '--text',
      'No bots here.',
      '--days',
      '3',
    ]
    expect(await cli.run(suspend)).toMatchObject({ code: 0, out: `${callsign} is suspended.` })
    expect((await cli.run(['users', 'list', '--state', 'suspended'])).out).toContain('suspended until')
    expect((await cli.run(['users', 'lift', callsign, '--reason', 'A mistake'])).code).toBe(0)
    expect((await cli.run(['users', 'list', callsign])).out).toContain('active')
    expect((await cli.run(['users', 'lift', callsign.slice(0, 6), '--reason', 'Nobody'])).code).toBe(3)
    const acts = await writtenActions(platform, { userId: admin.userId })
    expect(acts.filter((act) => act.startsWith('user.'))).toEqual(
      like.arrayContaining(['user.suspended', 'user.suspension-lifted']),
    )
  })

  it('have an answer where there is nothing', async () => {
    expect((await cli.run(['billing', 'revenue'])).out).toBe('Nobody pays yet.')
    expect((await cli.run(['billing', 'subscriptions'])).out).toBe('Nothing.')
    expect((await cli.run(['archives', 'list'])).out).toBe('Nothing.')
    const at = await platform.clock.now(platform.db)
    const [task] = await platform.db
      .insert(operations)
      .values({
        ...{
          kind: 'archive-region',
          subjectId: made.region.id,
          status: 'running',
          step: 'freeze',
          input: {},
        },
        ...{ error: 'Somebody is there.', attempts: 2, createdAt: at, updatedAt: at },
      })
      .returning({ id: operations.id })
    expect((await cli.run(['archives', 'list'])).out).toContain(task?.id)
    expect((await cli.run(['task', task?.id ?? ''])).out).toContain('after 2 attempts: Somebody is there.')
    await platform.db.delete(operations).where(eq(operations.id, task?.id ?? ''))
    expect((await cli.run(['status'])).out).toMatch(/^State +/m)
  })

  it('says with the exit code what went wrong', async () => {
    expect((await cli.run(['jobs', 'retry', 'prompt', 'none'])).code).toBe(EXIT_CODES['not-found'])
    expect((await cli.run(['jobs', 'retry', 'sideways', 'none'])).code).toBe(EXIT_CODES.usage)
    expect((await cli.run(['jobs', 'dance'])).code).toBe(EXIT_CODES.usage)
    expect((await cli.run(['backup', 'make', 'nowhere'])).code).toBe(EXIT_CODES['not-found'])
    expect((await cli.run(['backup', 'list', '--page', 'x'])).code).toBe(EXIT_CODES.usage)
    expect((await cli.run(['archives', 'retry', 'none'])).code).toBe(EXIT_CODES.usage)
    expect(await cli.run(['--help'])).toMatchObject({ code: 0, out: like.stringContaining('Exit codes') })
  })
})

describe('doctor', SLOW, () => {
  it('names what is wrong, and is content where nothing is', async () => {
    await cli.run(['backup', 'make', 'platform', '--wait'], runJobs)
    await cli.run(['backup', 'make', made.region.name, '--wait'], runJobs)
    await platform.db.update(galaxies).set({ awaySince: new Date() }).where(eq(galaxies.kind, 'region'))
    const sick = await cli.run(['doctor'])
    expect(sick).toMatchObject({ code: 1, said: like.stringContaining('galaxies') })
    expect(sick.out).toMatch(new RegExp(`^CHECK +galaxies: away: ${made.region.name}$`, 'm'))
    await platform.db.update(galaxies).set({ awaySince: null })
    expect((await cli.run(['doctor'])).out).toMatch(/^ok +galaxies:/m)
  })

  it('is for administrators, as all of it is, and for no personal token', async () => {
    const player = await signUpAnew(platform)
    await cli.logIn(player.email, TEST_PASSWORD)
    for (const command of [
      ['doctor'],
      ['regions', 'list'],
      ['users', 'list'],
      ['backup', 'make', 'platform'],
    ])
      expect([command, (await cli.run(command)).code]).toEqual([command, EXIT_CODES.forbidden])
    const other = await signUpAnew(platform)
    await platform.db.update(users).set({ role: 'admin' }).where(eq(users.id, other.userId))
    const { token } = await other.browser.call((api) =>
      api.identity.createToken({ name: 'Reads', scopes: ['read'], days: 1 }),
    )
    const http = createHttpClient(platform)
    const read = (bearer: string, path: string) =>
      http.json('GET', `/api/v1${path}`, undefined, { Authorization: `Bearer ${bearer}` })
    for (const path of [
      '/admin/regions',
      '/admin/backups',
      '/admin/essentials',
      '/admin/jobs',
      '/admin/archives',
    ])
      expect([path, (await read(token, path)).status]).toEqual([path, 403])
    const actor = { kind: 'user', userId: admin.userId, callsign: admin.callsign, role: 'admin' } as const
    expect((await read(await restToken(platform, actor), '/admin/backups')).status).toBe(200)
  })
})

it('says that a platform does not answer, and that this program knows more or less than it', async () => {
  const gone = await cli.run(['status'], { answers: () => null })
  expect(gone).toMatchObject({ code: EXIT_CODES.unavailable, said: like.stringContaining('does not answer') })
  const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status })
  const older = json(404, { code: 'NOT_FOUND', message: 'Unknown endpoint.' })
  expect(await cli.run(['regions', 'list'], { answers: older })).toMatchObject({
    ...{ code: EXIT_CODES.failed, said: like.stringContaining('older') },
  })
  const portal = await cli.run(['jobs', 'retry', 'prompt', 'one'], {
    answers: json(200, 'Welcome to the hotel'),
  })
  expect(portal.code).toBe(EXIT_CODES.failed)
  const moved = () => new Response(null, { status: 302, headers: { location: 'https://evil.test/' } })
  expect(await cli.run(['whoami'], { answers: moved })).toMatchObject({ code: EXIT_CODES.usage })
  const rude = json(409, { code: 'CONFLICT', message: '\u001b[2Jgone' })
  expect((await cli.run(['whoami'], { answers: rude })).said).toBe(' [2Jgone')
})

it('asks for a new token where the server refuses one that is not over', async () => {
  const kept = JSON.parse(await readFile(cli.file(), 'utf8')) as Record<string, string>
  await writeFile(cli.file(), JSON.stringify({ ...kept, accessToken: `${kept.accessToken}x` }))
  expect((await cli.run(['whoami'])).code).toBe(0)
  await writeFile(cli.file(), JSON.stringify({ ...kept, accessToken: 'x', refreshToken: 'y' }))
  expect(await cli.run(['whoami'])).toMatchObject({
    ...{ code: EXIT_CODES.forbidden, said: like.stringContaining('sectorwars login') },
  })
})

it('is a program of this package, which ends with its exit code', SLOW, () => {
  const run = (...args: string[]) => {
    const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, XDG_CONFIG_HOME: '/nowhere' }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/sectorwars.mjs', ...args], {
      env,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
  expect(run('--help')).toMatchObject({ status: 0, stdout: like.stringContaining('regions'), stderr: '' })
  expect(run('whoami')).toMatchObject({ status: EXIT_CODES.forbidden, stdout: '' })
  expect(run('frobnicate')).toMatchObject({ status: EXIT_CODES.usage, stdout: '' })
})
