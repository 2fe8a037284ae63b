import { existsSync } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { ArchiveError } from '../archive/archive.ts'
import { readOrCreateAppSecret } from '../auth/app-secret.ts'
import { readEnv, type Env } from '../env.ts'
import { isGameError } from '../errors.ts'
import { createLog } from '../log.ts'
import { openPlatformServer } from '../postgres/platform-server.ts'
import { createRuntime, type Runtime } from '../runtime.ts'
import { type Ctx } from '../services/context.ts'
import { createAdminInvite } from '../services/identity/create-admin-invite.ts'
import { issueResetLink } from '../services/identity/issue-reset-link.ts'
import { removeSecondFactors } from '../services/identity/remove-second-factors.ts'
import { listAccounts } from '../services/identity/list-accounts.ts'
import { setRole } from '../services/identity/set-role.ts'
import { rotateSecret } from '../services/platform/rotate-secret.ts'
import { applyErasures } from '../services/privacy/apply-erasures.ts'
import { clearGalaxies } from '../services/privacy/clear-galaxies.ts'
import { StartRefusal } from '../start-refusal.ts'
import { platformRestoreTools } from './platform-restore-tools.ts'
import { RESTORE_PLATFORM_USAGE, restorePlatformCommand } from './restore-platform-command.ts'
import { BACKUP_USAGE, backupCommand } from './backup-commands.ts'

// What an operator does to accounts, whether the game runs or not. It joins a running database, the embedded one too, and leaves
// it running; otherwise it starts its own and stops it again. Standard output carries nothing but the answer.

const NEW_SECRET_FILE = 'app-secret.new'

const USAGE = `Usage: npm run admin -- <command>
  list [text]                   administrators, or the accounts whose address or callsign contains the text
  reset <address|callsign>      prints a link to a new password: it works once, for a day (secret)
  remove-factors <address|callsign>   ends the second factors of somebody who lost them, logged out everywhere
  promote <address|callsign>    makes somebody an administrator, who needs a second factor to act as one
  demote <address|callsign>     makes an administrator a player again, logged out everywhere
  first-link                    prints a link that makes the first administrator: once, within seven days (secret)
  rotate-secret                 makes APP_SECRET the platform's secret, in the place of APP_SECRET_OLD
  erasures                      after a restore: erases the accounts of the list of erasures again
${BACKUP_USAGE}
${RESTORE_PLATFORM_USAGE}`

const RESTORE_PLATFORM = 'restore-platform'

async function main([command, who, more, ...rest]: string[]) {
  const run = command === RESTORE_PLATFORM ? null : commandOf(command, who, more)
  if ((command !== RESTORE_PLATFORM && !run) || rest.length > 0) throw new StartRefusal(USAGE)
  const given = readEnv(process.env)
  requirePlatform(given)
  const env = command === 'rotate-secret' ? await withNewSecret(given) : given
  // Warnings only, unless more is asked for: an operator reads the answer.
  const log = createLog(process.env.LOG_LEVEL ? env.LOG_LEVEL : 'warn', process.stderr)
  const server = await openPlatformServer(env, log)
  try {
    const options = { env, platformUrl: server.url, log, root: process.cwd() }
    // The database may be lost or damaged: this command opens it only once it is replaced.
    if (!run) {
      const tools = await platformRestoreTools(options)
      console.log(
        await restorePlatformCommand(
          tools,
          [who, more].filter((one) => one !== undefined),
        ),
      )
      return
    }
    const runtime = await createRuntime(options)
    try {
      console.log(await run(runtime.ctx({ kind: 'system', job: 'admin-command' }), runtime))
      if (command === 'rotate-secret') await keepNewSecret(given)
    } finally {
      await runtime.close()
    }
  } finally {
    if (!server.adopted) await server.stop()
  }
}

type Command = (ctx: Ctx, runtime: Runtime) => Promise<string>

function commandOf(command?: string, who?: string, more?: string): Command | null {
  const ofBackups = backupCommand(command, who, more)
  if (ofBackups) return ofBackups
  if (more !== undefined) return null
  if (command === 'list') return (ctx) => list(ctx, who ?? null)
  if (who === undefined && command === 'erasures') return erasures
  if (who === undefined && command === 'first-link') return firstLink
  if (who === undefined && command === 'rotate-secret') return rotate
  if (who === undefined) return null
  switch (command) {
    case 'reset':
      return async (ctx) => {
        const { callsign, url } = await issueResetLink(ctx, { who })
        return `For ${callsign}, once, within a day:\n${url}`
      }
    case 'remove-factors':
      return async (ctx) => {
        const { callsign, changed } = await removeSecondFactors(ctx, { who })
        return changed
          ? `${callsign} logs in by the password alone now.`
          : `${callsign} has no second factor.`
      }
    case 'promote':
      return async (ctx) => {
        const { callsign, changed } = await setRole(ctx, { who, role: 'admin' })
        return changed ? `${callsign} is an administrator now.` : `${callsign} is an administrator already.`
      }
    case 'demote':
      return async (ctx) => {
        const { callsign, changed } = await setRole(ctx, { who, role: 'player' })
        return changed ? `${callsign} is a player again.` : `${callsign} is no administrator.`
      }
    default:
      return null
  }
}

async function firstLink(ctx: Ctx): Promise<string> {
  const token = await createAdminInvite(ctx)
  if (token === null)
    throw new StartRefusal('There is an administrator already. `list` names them, `promote` makes more.')
  return `Makes the first administrator, once, within seven days:\n${ctx.config.publicUrl}/admin-invite/${token}`
}

async function rotate(ctx: Ctx, { ownerUrl, env }: Runtime): Promise<string> {
  const { galaxies, apps } = await rotateSecret(ctx, { ownerUrl })
  return `The platform has the new secret. New passwords: ${galaxies} galaxies; sealed anew: ${apps} authenticator apps. ${
    env.BACKUP_SECRET ? '' : 'Keep the old secret beside the backups that were made with it. '
  }Start processes without APP_SECRET_OLD from now on.`
}

/** Where the secret is a file, the new one is made, beside it until it counts: a command that was killed goes on with it. */
async function withNewSecret(env: Env): Promise<Env> {
  if (env.APP_SECRET) return env
  const former = await readOrCreateAppSecret(env.dataDir)
  return {
    ...env,
    APP_SECRET: await readOrCreateAppSecret(env.dataDir, NEW_SECRET_FILE),
    APP_SECRET_OLD: former,
  }
}

/** The old one stays beside it, under the moment of the exchange: backups of a lost platform may need it. */
async function keepNewSecret(env: Env): Promise<void> {
  if (env.APP_SECRET) return
  const file = path.join(env.dataDir, 'app-secret')
  await copyFile(file, `${file}.until-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  await rename(path.join(env.dataDir, NEW_SECRET_FILE), file)
}

async function erasures(ctx: Ctx): Promise<string> {
  const erased = await applyErasures(ctx)
  await clearGalaxies(ctx)
  return `Erased again: ${erased} ${erased === 1 ? 'account' : 'accounts'}. All galaxies have forgotten everybody on the list.`
}

async function list(ctx: Ctx, text: string | null): Promise<string> {
  const accounts = await listAccounts(ctx, { text })
  if (accounts.length === 0) return text === null ? 'There is no administrator.' : 'No account contains this.'
  return accounts
    .map(({ callsign, email, role, createdAt }) =>
      [role.padEnd(6), createdAt.toISOString().slice(0, 10), callsign, email].join('  '),
    )
    .join('\n')
}

/** An empty folder has no accounts, and making a secret here would give out links that the platform does not know. */
function requirePlatform({ APP_SECRET, DATABASE_URL, dataDir }: Env): void {
  if (!DATABASE_URL && !existsSync(path.join(dataDir, 'postgres')))
    throw new StartRefusal(
      `There is no platform in ${dataDir}. Set DATA_DIR, or DATABASE_URL, as the game has it.`,
    )
  if (!APP_SECRET && !existsSync(path.join(dataDir, 'app-secret')))
    throw new StartRefusal(
      'Set APP_SECRET as the platform has it, or DATA_DIR to the folder where it keeps it.',
    )
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof StartRefusal || error instanceof ArchiveError || isGameError(error)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
