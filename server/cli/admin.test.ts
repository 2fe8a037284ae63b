import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { useAdminCommand } from '#server/testing/admin-command.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { TEST_SECRET, useTestPlatform } from '#server/testing/test-platform.ts'
import { pino } from 'pino'
import { readEnv } from '../env.ts'
import { openPlatformServer } from '../postgres/platform-server.ts'
import { createRuntime } from '../runtime.ts'

const platform = useTestPlatform()
const command = useAdminCommand()
const adminCommand = (args: string[], env: Record<string, string> = onTestDatabase()) =>
  command.run(args, env)
const onTestDatabase = () => ({ DATABASE_URL: platform.url, APP_SECRET: TEST_SECRET })

describe('the admin command', { timeout: 300_000 }, () => {
  it('prints a link that sets a new password, and nothing else', async () => {
    const ann = await makeUser(platform)
    const { answer, log, code } = await adminCommand(['reset', ann.callsign])
    expect({ code, log }).toEqual({ code: 0, log: '' })
    const token = /^http:\/\/localhost:3000\/reset\/([\w-]+)$/m.exec(answer)?.[1] ?? ''
    expect((await platform.api().recovery.resetLink({ token })).callsign).toBe(ann.callsign)
  })

  it('promotes, lists, demotes, and applies the list of erasures', async () => {
    const ann = await makeUser(platform)
    expect((await adminCommand(['promote', ann.callsign])).answer).toContain('is an administrator now')
    expect((await adminCommand(['list'])).answer).toContain(ann.callsign)
    expect((await adminCommand(['demote', ann.callsign])).answer).toContain('is a player again')
    expect((await adminCommand(['list', ann.callsign])).answer).toMatch(/^player/)
    expect((await adminCommand(['erasures'])).answer).toContain('Erased again: 0 accounts')
  })

  it('backs up, lists and verifies, and says what is wrong with a backup', async () => {
    const made = await adminCommand(['backup', 'platform'])
    const id = /^Backed up platform: ([\w-]+), /.exec(made.answer)?.[1] ?? ''
    expect((await adminCommand(['backups', 'platform'])).answer).toMatch(`${id}  `)
    expect((await adminCommand(['verify', id])).answer).toMatch(/is whole: \d+ rows/)
    expect((await adminCommand(['verify', 'nonsense'])).log).toContain('This backup')
    const other = { ...onTestDatabase(), BACKUP_SECRET: 'another-secret-another-secret-another' }
    expect((await adminCommand(['verify', id], other)).log).toContain('sealed with another secret')
    expect((await adminCommand(['backup', 'nowhere'])).code).toBe(1)
    expect((await adminCommand(['drill'])).answer).toMatch(/platform: restored/)
  })

  it('restores a region, whose name has to be given too', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { answer } = await adminCommand(['backup', region.name])
    const id = /: ([\w-]+), /.exec(answer)?.[1] ?? ''
    expect((await adminCommand(['restore', id, 'another'])).log).toContain(`Type ${region.name}`)
    expect((await adminCommand(['restore', id])).code).toBe(1)
    expect((await adminCommand(['restore', id, region.name])).answer).toContain(`Restored ${region.name}`)
  })

  it.each([
    [[], /Usage:/],
    [['reset'], /Usage:/],
    [['erase', 'ann'], /Usage:/],
    [['promote', 'ann', 'ben'], /Usage:/],
    [['reset', 'nobody-at-all'], /There is no account “nobody-at-all”/],
  ])('says what is wrong with %j', async (args, message) => {
    const { answer, log, code } = await adminCommand(args)
    expect({ answer, code }).toEqual({ answer: '', code: 1 })
    expect(log).toMatch(message)
    expect(log).not.toContain('    at ')
  })

  it('makes no platform where there is none', async () => {
    const nowhere = path.join(command.dir(), 'nowhere')
    const { log, code } = await adminCommand(['list'], { DATA_DIR: nowhere })
    expect(code).toBe(1)
    expect(log).toContain(`There is no platform in ${nowhere}`)
  })
})

it('works on the embedded database while the game is down and while it runs, and leaves it running; restores the platform while it is down', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'admin-command-'))
  // When run as root, the database's own user must be able to enter.
  await chmod(dataDir, 0o755)
  const env = readEnv({ DATA_DIR: dataDir, NODE_ENV: 'test' })
  const log = pino({ level: 'silent' })
  const open = async () => {
    const server = await openPlatformServer(env, log)
    const runtime = await createRuntime({ env, platformUrl: server.url, log, root: process.cwd() })
    return { server, runtime }
  }
  try {
    const first = await open()
    const ann = await makeUser({
      db: first.runtime.db,
      clock: first.runtime.ctx({ kind: 'anonymous' }).clock,
    })
    await first.runtime.close()
    await first.server.stop()

    const whileDown = await adminCommand(['promote', ann.callsign], { DATA_DIR: dataDir })
    expect(whileDown).toMatchObject({ code: 0, log: '' })

    await adminCommand(['backup', 'platform'], { DATA_DIR: dataDir })
    await adminCommand(['demote', ann.callsign], { DATA_DIR: dataDir })
    const restorePlatform = async (...args: string[]) =>
      adminCommand(['restore-platform', ...args], { DATA_DIR: dataDir })
    const listed = (await restorePlatform()).answer.trim()
    expect(listed).toMatch(/^platform\/.+\.backup$/)
    expect((await restorePlatform(listed)).answer).toContain('Nothing was changed')
    expect((await restorePlatform(listed, 'another')).log).toContain('Type platform')
    expect((await restorePlatform('none')).log).toContain('There is no such backup')
    expect((await adminCommand(['list'], { DATA_DIR: dataDir })).answer).not.toContain(ann.callsign)
    expect((await restorePlatform(listed, 'platform')).answer).toContain('Conservation audit: balanced')

    const again = await open()
    expect(again.server.adopted).toBe(false)
    const whileUp = await adminCommand(['list'], { DATA_DIR: dataDir })
    expect(whileUp.answer).toContain(ann.callsign)
    expect((await restorePlatform(listed, 'platform')).log).toContain('Stop web and workers first')
    expect(await again.runtime.pool.query('select 1')).toMatchObject({ rowCount: 1 })
    await again.runtime.close()
    await again.server.stop()
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}, 300_000)
