import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withClient } from '#db/connections.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { signAccessToken } from '#server/auth/access-token.ts'
import { createSecrets, randomToken, tokenHash } from '#server/auth/secrets.ts'
import { deviceCookieOf } from '#server/auth/device-cookie.ts'
import { readEnv } from '#server/env.ts'
import { createRuntime, type Runtime } from '#server/runtime.ts'
import { StartRefusal } from '#server/start-refusal.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { transact, type Ctx } from '../context.ts'
import { makeBackup } from '../backups/make-backup.ts'
import { verifyBackup } from '../backups/verify-backup.ts'
import { authenticateBearer } from '../identity/authenticate-bearer.ts'
import { refreshTokenPair } from '../identity/refresh-token-pair.ts'
import { createTokenPair } from '../identity/create-token-pair.ts'
import { rotateSecret } from './rotate-secret.ts'

const OLD = 'the old secret of this installation, long enough'
const NEW = 'the new secret of this installation, long enough'
const name = `sw_rotate_${randomBytes(5).toString('hex')}`
const galaxy = { id: randomUUID(), databaseName: `sw_g_${randomBytes(6).toString('hex')}`, location: '' }
const log = pino({ level: 'silent' })
let dataDir = ''
let ownerUrl = ''
const open: Runtime[] = []

const onServer = (statement: string) =>
  withClient({ connectionString: inject('postgresUrl') }, (client) => client.query(statement))

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-rotate-'))
  await onServer(`create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  ownerUrl = url.href
})
afterAll(async () => {
  for (const runtime of open) await runtime.close()
  await onServer(`drop database if exists ${galaxy.databaseName} with (force)`)
  await onServer(`drop role if exists ${galaxy.databaseName}`)
  const { rows } = await onServer(
    `select rolname as role from pg_roles r where rolname like 'sw_app_%'
        and exists (select from pg_database d, aclexplode(d.datacl) a where d.datname = '${name}' and a.grantee = r.oid)`,
  )
  await onServer(`drop database ${name} with (force)`)
  for (const { role } of rows as { role: string }[]) await onServer(`drop role ${role}`)
  await rm(dataDir, { recursive: true, force: true })
})

/** A process that was started with these secrets. */
async function start(secrets: { APP_SECRET: string; APP_SECRET_OLD?: string }): Promise<Runtime> {
  const env = readEnv({ ...secrets, DATABASE_URL: ownerUrl, DATA_DIR: dataDir, NODE_ENV: 'test' })
  const runtime = await createRuntime({ env, platformUrl: ownerUrl, log, root: process.cwd() })
  open.push(runtime)
  return runtime
}
async function stop(runtime: Runtime) {
  open.splice(open.indexOf(runtime), 1)
  await runtime.close()
}
const ctxOf = (runtime: Runtime): Ctx => runtime.ctx({ kind: 'system', job: 'test' })
/** Over a new connection, which logs in anew. */
async function reachesGalaxy(runtime: Runtime) {
  const { galaxies, clock } = ctxOf(runtime)
  await galaxies.release(galaxy.id)
  return galaxies
    .apiFor(galaxy.id, { clock })
    .ping({})
    .then(
      () => true,
      () => false,
    )
}

describe('the rotation of the secret', { timeout: 300_000 }, () => {
  it('needs both secrets, and the platform itself', async () => {
    const only = await start({ APP_SECRET: OLD })
    await expect(rotateSecret(ctxOf(only), { ownerUrl })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      reason: 'no-former-secret',
    })
    const nobody = only.ctx({ kind: 'anonymous' })
    await expect(rotateSecret(nobody, { ownerUrl })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await stop(only)
  })

  it('leaves everything that was made with the old one as good as it was', async () => {
    const first = await start({ APP_SECRET: OLD })
    const ctx = ctxOf(first)
    const now = await ctx.clock.now(ctx.db)
    const location = ctx.galaxies.homeLocation()
    await ctx.db
      .insert(registry)
      .values({ ...galaxy, location, kind: 'region', status: 'ready', createdAt: now })
    await ctx.galaxies.createDatabase({ ...galaxy, location })
    await ctx.galaxies.createRole({ ...galaxy, location })
    expect(await reachesGalaxy(first)).toBe(true)
    const ann = await makeUser({ db: first.db, clock: ctx.clock })
    const appId = randomUUID()
    await first.db.insert(authenticatorApps).values({ id: appId, userId: ann.userId, createdAt: now })
    const appSecret = ctx.secrets.totpSecret({ id: appId, sealedSecret: null })
    const access = await signAccessToken(
      ctx.secrets.accessTokenKeys()[0],
      ctx.config.publicUrl,
      ann.userId,
      now,
    )
    const refresh = randomToken()
    await transact(ctx, (tx) =>
      createTokenPair(
        tx,
        { userId: ann.userId, familyId: randomUUID(), startedAt: tx.now, role: 'player', provenAt: null },
        refresh,
        { ipAddress: '192.0.2.1' },
      ),
    )
    const successor = (await refreshTokenPair(ctx, { refreshToken: refresh, ipAddress: '192.0.2.1' }))
      .refreshToken
    const cookie = deviceCookieOf(ctx).remember(null, ann.userId).split(';')[0] ?? ''
    const unsubscribe = ctx.secrets.unsubscribeToken({ userId: ann.userId, subject: 'recall' })
    const link = ctx.secrets.linkToken('a link')
    const backup = await makeBackup(ctx, { galaxyId: null, reason: 'by-hand' })
    const backupId = backup?.id ?? ''

    // Both kinds of process run: what the new kind makes, the old one takes.
    const both = await start({ APP_SECRET: NEW, APP_SECRET_OLD: OLD })
    const bothCtx = ctxOf(both)
    expect(
      bothCtx.secrets.accessTokenKeys()[0].publicKey.equals(ctx.secrets.accessTokenKeys()[0].publicKey),
    ).toBe(true)
    expect([await reachesGalaxy(first), await reachesGalaxy(both)]).toEqual([true, true])
    await expect(rotateSecret(bothCtx, { ownerUrl })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'former-secret-in-use',
    })
    await stop(first)

    await both.db.update(registry).set({ endpoint: 'http://10.0.0.7:3001' }).where(eq(registry.id, galaxy.id))
    await expect(rotateSecret(bothCtx, { ownerUrl })).rejects.toMatchObject({
      reason: 'galaxies-served-elsewhere',
    })
    await both.db.update(registry).set({ endpoint: null }).where(eq(registry.id, galaxy.id))
    expect(await reachesGalaxy(both)).toBe(true)

    // A process that runs on meanwhile and does not do it itself.
    const bystander = await start({ APP_SECRET: NEW, APP_SECRET_OLD: OLD })
    expect(await rotateSecret(bothCtx, { ownerUrl })).toEqual({ galaxies: 1, apps: 1 })
    expect([await reachesGalaxy(both), await reachesGalaxy(bystander)]).toEqual([true, true])
    // One in the archive is served by no process.
    const { id } = galaxy
    const archived = { status: 'archived' as const, endpoint: 'http://10.0.0.7:3001' }
    await both.db.update(registry).set(archived).where(eq(registry.id, id))
    expect(await rotateSecret(bothCtx, { ownerUrl })).toEqual({ galaxies: 1, apps: 1 })
    await both.db.update(registry).set({ status: 'ready', endpoint: null }).where(eq(registry.id, id))
    const [kept] = await both.db
      .select()
      .from(platformFacts)
      .where(eq(platformFacts.key, 'former-backup-keys'))
    expect(JSON.parse(kept?.value ?? '')).toHaveLength(1)
    const audited = await both.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'platform.secret-rotated'))
    expect(audited).toHaveLength(2)
    expect(JSON.stringify(audited)).not.toMatch(/old secret|new secret/)
    for (const { secrets, ...rest } of [bothCtx, ctxOf(bystander)]) {
      const here = { ...rest, secrets }
      expect(await authenticateBearer(here, access)).toMatchObject({ userId: ann.userId })
      // The answer of the exchange was lost, and the program asks again.
      const again = await refreshTokenPair(here, { refreshToken: refresh, ipAddress: '192.0.2.1' })
      expect(again.refreshToken).toBe(successor)
      expect(deviceCookieOf(here).recognise(cookie, ann.userId)).not.toBeNull()
      expect(secrets.readUnsubscribeToken(unsubscribe)).toMatchObject({ subject: 'recall' })
      expect(secrets.linkToken('a link', tokenHash(link))).toBe(link)
    }
    await stop(both)
    await stop(bystander)

    const last = await start({ APP_SECRET: NEW })
    const lastCtx = ctxOf(last)
    expect(await reachesGalaxy(last)).toBe(true)
    const [app] = await last.db.select().from(authenticatorApps).where(eq(authenticatorApps.id, appId))
    expect(app?.sealedSecret).not.toBeNull()
    expect(lastCtx.secrets.totpSecret({ id: appId, sealedSecret: app?.sealedSecret ?? null })).toEqual(
      appSecret,
    )
    expect(await verifyBackup(lastCtx, { backupId })).toMatchObject({ rows: expect.any(Number) as number })
    expect(await authenticateBearer(lastCtx, access)).toBeNull()
    expect(lastCtx.secrets.readUnsubscribeToken(unsubscribe)).toBeNull()
    const { rows } =
      await onServer(`select count(distinct r.oid)::int as roles from pg_database d, aclexplode(d.datacl) a
      join pg_roles r on r.oid = a.grantee where d.datname = '${name}' and r.rolname like 'sw_app_%'`)
    expect(rows).toEqual([{ roles: 1 }])
    await stop(last)

    await expect(start({ APP_SECRET: OLD })).rejects.toThrow(StartRefusal)
  })
})

describe('while two secrets are known', () => {
  it('the one that the installation has makes, and either is recognised', () => {
    const [before, after] = [createSecrets(OLD), createSecrets(NEW)]
    const both = createSecrets(NEW, { formerSecret: OLD })
    expect(both.settle({ checkValue: before.checkValue(), formerBackupKeys: [] })).toBe(true)
    expect(both.galaxyRolePassword('x')).toBe(before.galaxyRolePassword('x'))
    expect(both.applicationRolePassword('x')).toBe(after.applicationRolePassword('x'))
    expect(both.settle({ checkValue: after.checkValue(), formerBackupKeys: [] })).toBe(true)
    expect(both.galaxyRolePassword('x')).toBe(after.galaxyRolePassword('x'))
    expect(both.settle({ checkValue: 'of another', formerBackupKeys: [] })).toBe(false)
    expect(both.waitingKeys('a@example.test', 'p')).toEqual([
      ...after.waitingKeys('a@example.test', 'p'),
      ...before.waitingKeys('a@example.test', 'p'),
    ])
  })

  it('a sealed value that was changed opens nothing', () => {
    const both = createSecrets(NEW, { formerSecret: OLD })
    const app = { id: randomUUID(), sealedSecret: null }
    const sealed = both.handOver.totpSecret(app)
    const after = createSecrets(NEW)
    expect(after.totpSecret({ ...app, sealedSecret: sealed })).toEqual(createSecrets(OLD).totpSecret(app))
    const changed = Buffer.from(sealed, 'base64url')
    changed[14] = (changed[14] ?? 0) ^ 1
    for (const wrong of [changed.toString('base64url'), 'short', ''])
      expect(after.totpSecret({ ...app, sealedSecret: wrong })).toEqual(after.totpSecret(app))
  })
})
