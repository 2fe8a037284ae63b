import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminInvites, platformFacts } from '#db/schema/platform/identity.ts'
import { requireSecret } from '#server/auth/app-secret.ts'
import { createSecrets, tokenHash } from '#server/auth/secrets.ts'
import { readEnv } from '#server/env.ts'
import { openPlatformServer } from '#server/postgres/platform-server.ts'
import { createRuntime, type Runtime } from '#server/runtime.ts'
import { StartRefusal } from '#server/start-refusal.ts'
import { useAdminCommand } from '#server/testing/admin-command.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { TEST_SECRET, useTestPlatform } from '#server/testing/test-platform.ts'

const NEW_SECRET = 'another secret of this installation, long enough'
const platform = useTestPlatform()
const command = useAdminCommand()
const onTestDatabase = (env: Record<string, string> = {}) => ({
  ...{ DATABASE_URL: platform.url, APP_SECRET: TEST_SECRET },
  ...env,
})

describe('the command that gives the first administrator a link', { timeout: 300_000 }, () => {
  it('prints one that works, and none once there is an administrator', async () => {
    const { answer, log, code } = await command.run(['first-link'], onTestDatabase())
    expect({ code, log }).toEqual({ code: 0, log: '' })
    const token = /^http:\/\/localhost:3000\/admin-invite\/([\w-]+)$/m.exec(answer)?.[1] ?? ''
    const kept = await platform.db.select({ hash: adminInvites.hash }).from(adminInvites)
    expect(kept).toEqual([{ hash: tokenHash(token) }])

    const ann = await makeUser(platform)
    await command.run(['promote', ann.callsign], onTestDatabase())
    const again = await command.run(['first-link'], onTestDatabase())
    expect(again).toMatchObject({ code: 1, answer: '' })
    expect(again.log).toContain('There is an administrator already')
  })
})

describe('the command that exchanges the secret', { timeout: 300_000 }, () => {
  beforeAll(() => requireSecret(platform.url, createSecrets(TEST_SECRET)))

  it.each([
    ['which secret is missing', {}, 'Set APP_SECRET to the new secret, and APP_SECRET_OLD'],
    [
      'that others run with the old one',
      { APP_SECRET: NEW_SECRET, APP_SECRET_OLD: TEST_SECRET },
      'Restart them',
    ],
    [
      'that the old one is wrong',
      { APP_SECRET: NEW_SECRET, APP_SECRET_OLD: 'x'.repeat(40) },
      'another secret',
    ],
  ])('says %s, and changes nothing', async (_what, env, message) => {
    const before = await platform.db.select().from(platformFacts).orderBy(platformFacts.key)
    const { answer, log, code } = await command.run(['rotate-secret'], onTestDatabase(env))
    expect({ answer, code }).toEqual({ answer: '', code: 1 })
    expect(log).toContain(message)
    expect(log).not.toMatch(/ {4}at |long enough|test-secret/)
    expect(await platform.db.select().from(platformFacts).orderBy(platformFacts.key)).toEqual(before)
  })
})

describe('a secret that is a file of the data folder', { timeout: 300_000 }, () => {
  const log = pino({ level: 'silent' })
  let dataDir = ''
  const secretIn = (name = 'app-secret') => readFile(path.join(dataDir, name), 'utf8')
  const rotate = () => command.run(['rotate-secret'], { DATA_DIR: dataDir })

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'exchange-secret-'))
    // When run as root, the database's own user must be able to enter.
    await chmod(dataDir, 0o755)
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  /** The game, as it starts, with this folder. */
  async function whileUp<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
    const env = readEnv({ DATA_DIR: dataDir, NODE_ENV: 'test' })
    const server = await openPlatformServer(env, log)
    try {
      const runtime = await createRuntime({ env, platformUrl: server.url, log, root: process.cwd() })
      try {
        return await work(runtime)
      } finally {
        await runtime.close()
      }
    } finally {
      await server.stop()
    }
  }

  it('is exchanged while the game is down, not while it runs, and again where the command was interrupted', async () => {
    const refused = await whileUp(() => rotate())
    expect(refused).toMatchObject({ code: 1, answer: '' })
    expect(refused.log).toContain('Restart them')
    const first = await secretIn()

    const done = await rotate()
    expect(done).toMatchObject({ code: 0, log: '' })
    expect(done.answer).toContain('The platform has the new secret.')
    const second = await secretIn()
    expect(second).not.toBe(first)
    const files = await readdir(dataDir)
    expect(files).not.toContain('app-secret.new')
    const kept = files.filter((name) => name.startsWith('app-secret.until-'))
    expect(await Promise.all(kept.map((name) => secretIn(name)))).toEqual([first])
    await whileUp(async ({ pool }) => expect(await pool.query('select 1')).toMatchObject({ rowCount: 1 }))

    // As a command leaves it that is killed before it renames the file.
    expect((await rotate()).code).toBe(0)
    const third = await secretIn()
    await copyFile(path.join(dataDir, 'app-secret'), path.join(dataDir, 'app-secret.new'))
    await writeFile(path.join(dataDir, 'app-secret'), second)
    await expect(whileUp(() => Promise.resolve())).rejects.toThrow(StartRefusal)
    expect((await rotate()).code).toBe(0)
    expect(await secretIn()).toBe(third)
    await whileUp(async ({ pool }) => expect(await pool.query('select 1')).toMatchObject({ rowCount: 1 }))
  })
})
