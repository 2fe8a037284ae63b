import { and, eq, isNotNull, notInArray, sql } from 'drizzle-orm'
import pg from 'pg'
import { openDatabase, type PlatformDb } from '#db/client.ts'
import { LONG_WORK } from '#db/connections.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { adoptSecret, settleSecret } from '#server/auth/app-secret.ts'
import { type Secrets } from '#server/auth/secrets.ts'
import { GameError } from '#server/errors.ts'
import { applicationRole } from '#server/postgres/application-role.ts'
import { databaseOf } from '#server/postgres/databases.ts'
import { type Ctx } from '../context.ts'
import { insertAudit } from '../insert-audit.ts'

/** Two rotations wait for each other. */
const ROTATION_LOCK = 2105

export type Rotation = {
  /** Galaxies whose role has a new password. */
  galaxies: number
  /** Authenticator apps whose secret was sealed anew. */
  apps: number
}

/**
 * Makes the new one of two secrets (APP_SECRET beside APP_SECRET_OLD) the installation's, in one transaction of the database's owner:
 * passwords of the galaxies' roles, secrets of authenticator apps, keys of backups, the check value. Processes that know both go on.
 * Safe to repeat: then it sets the passwords again.
 * @throws FORBIDDEN; BAD_REQUEST `no-former-secret`; CONFLICT `galaxies-served-elsewhere`, `former-secret-in-use`, and `other-secret`
 * when the installation has neither.
 */
export async function rotateSecret(ctx: Ctx, { ownerUrl }: { ownerUrl: string }): Promise<Rotation> {
  if (ctx.actor.kind !== 'system') throw new GameError('FORBIDDEN', 'Only the operator can do this.')
  const { secrets } = ctx
  if (!secrets.isRotating)
    throw new GameError(
      'BAD_REQUEST',
      'Set APP_SECRET to the new secret, and APP_SECRET_OLD to the one that the installation has.',
      { reason: 'no-former-secret' },
    )
  const owner = openDatabase(ownerUrl, { max: 1, applicationName: 'rotate-secret' })
  try {
    const done = await owner.db.transaction(async (tx) => {
      await tx.execute(sql.raw(LONG_WORK))
      await tx.execute(sql`select pg_advisory_xact_lock(${ROTATION_LOCK})`)
      if (!(await settleSecret(tx, secrets)))
        throw new GameError('CONFLICT', 'The installation has neither of the two secrets.', {
          reason: 'other-secret',
        })
      await requireServedHere(tx)
      await requireUnused(tx, ownerUrl, secrets)
      // From here on the new one counts, which the passwords below follow from.
      const apps = await sealApps(tx, secrets)
      await adoptSecret(tx, secrets)
      await settleSecret(tx, secrets)
      const count = await setPasswords(tx, secrets)
      await dropFormerRole(tx, ownerUrl, secrets)
      await insertAudit(tx, ctx.actor, await ctx.clock.now(tx), [
        {
          action: 'platform.secret-rotated',
          subject: { type: 'platform', id: 'app-secret' },
          detail: { galaxies: count, apps },
        },
      ])
      return { galaxies: count, apps }
    })
    return done
  } finally {
    // Also when it was taken back.
    await settleSecret(owner.db, secrets).finally(() => owner.close())
  }
}

/** A process that serves one galaxy has that galaxy's password and token, and nothing to make new ones of. */
async function requireServedHere(tx: PlatformDb): Promise<void> {
  const elsewhere = await tx
    .select({ endpoint: galaxies.endpoint })
    .from(galaxies)
    .where(and(isNotNull(galaxies.endpoint), notInArray(galaxies.status, ['archived', 'dropped'])))
  if (elsewhere.length === 0) return
  const addresses = elsewhere.map(({ endpoint }) => endpoint).join(', ')
  throw new GameError(
    'CONFLICT',
    `Galaxies are served by processes of their own (${addresses}). Let the platform serve them first: npm run galaxy -- local <region>. Afterwards give these processes new settings.`,
    { reason: 'galaxies-served-elsewhere' },
  )
}

/** Processes that know the former secret alone log in by its role. They would reach no galaxy any more. */
async function requireUnused(tx: PlatformDb, ownerUrl: string, secrets: Secrets): Promise<void> {
  const { rows } = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity where usename = ${formerRole(ownerUrl, secrets)}`,
  )
  const count = rows[0]?.count ?? 0
  if (count === 0) return
  throw new GameError(
    'CONFLICT',
    `Processes that know only the former secret hold ${count} connections. Restart them with APP_SECRET (the new one) and APP_SECRET_OLD first, or stop them.`,
    { reason: 'former-secret-in-use' },
  )
}

async function sealApps(tx: PlatformDb, secrets: Secrets): Promise<number> {
  const [fact] = await tx.select().from(platformFacts).where(eq(platformFacts.value, secrets.checkValue()))
  const apps = await tx.select().from(authenticatorApps).for('update')
  for (const app of apps) {
    // Once more, an app without a sealed secret is one of the new secret.
    if (fact && app.sealedSecret === null) continue
    await tx
      .update(authenticatorApps)
      .set({ sealedSecret: secrets.handOver.totpSecret(app) })
      .where(eq(authenticatorApps.id, app.id))
  }
  return apps.length
}

async function setPasswords(tx: PlatformDb, secrets: Secrets): Promise<number> {
  const { rows } = await tx.execute<{ role: string }>(
    sql`select database_name as role from ${galaxies} join pg_roles on rolname = database_name
         where status <> 'dropped' order by 1`,
  )
  for (const { role } of rows) {
    const password = pg.escapeLiteral(secrets.galaxyRolePassword(role))
    await tx.execute(sql.raw(`alter role ${pg.escapeIdentifier(role)} password ${password}`))
  }
  return rows.length
}

async function dropFormerRole(tx: PlatformDb, ownerUrl: string, secrets: Secrets): Promise<void> {
  const role = formerRole(ownerUrl, secrets)
  const { rowCount } = await tx.execute(sql`select from pg_roles where rolname = ${role}`)
  if (!rowCount) return
  const name = pg.escapeIdentifier(role)
  const database = pg.escapeIdentifier(databaseOf(ownerUrl))
  await tx.execute(sql.raw(`revoke all on database ${database} from ${name}`))
  await tx.execute(sql.raw(`drop role ${name}`))
}

const formerRole = (ownerUrl: string, secrets: Secrets): string => {
  const database = databaseOf(ownerUrl)
  return applicationRole(database, secrets.formerApplicationRolePassword(database) ?? '')
}
