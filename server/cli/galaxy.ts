import { existsSync } from 'node:fs'
import path from 'node:path'
import { readEnv, type Env } from '../env.ts'
import { isGameError } from '../errors.ts'
import { createLog } from '../log.ts'
import { createRuntime } from '../runtime.ts'
import { issueGalaxySettings } from '../services/platform/issue-galaxy-settings.ts'
import { setGalaxyEndpoint } from '../services/platform/set-galaxy-endpoint.ts'
import { type Ctx } from '../services/context.ts'
import { StartRefusal } from '../start-refusal.ts'

// Where a galaxy is served: by the platform's own processes, or by one with ROLES=region. Standard output carries nothing but the
// answer, so that the settings can go into a file; the log goes to standard error and holds no secret.

const USAGE = `Usage: npm run galaxy -- <command>
  settings <region|nexus>          prints the environment of a process that serves this galaxy (secret)
  serve <region|nexus> <address>   has the process at this address serve it, if it answers there
  local <region|nexus>             has the platform's own processes serve it again`

async function main([command, name, address, ...rest]: string[]) {
  const run = commandOf(command, name, address)
  if (!run || rest.length > 0) throw new StartRefusal(USAGE)
  const env = readEnv(process.env)
  requireSecret(env)
  const log = createLog(env.LOG_LEVEL, process.stderr)
  const runtime = await createRuntime({ env, platformUrl: databaseUrl(env), log, root: process.cwd() })
  try {
    console.log(await run(runtime.ctx({ kind: 'system', job: 'galaxy' })))
  } finally {
    await runtime.close()
  }
}

function commandOf(
  command?: string,
  name?: string,
  address?: string,
): ((ctx: Ctx) => Promise<string>) | null {
  if (name === undefined || (command === 'serve') !== (address !== undefined)) return null
  switch (command) {
    case 'settings':
      return async (ctx) =>
        Object.entries(await issueGalaxySettings(ctx, { name }))
          .map(([setting, value]) => `${setting}=${value}`)
          .join('\n')
    case 'serve':
      return async (ctx) => {
        await setGalaxyEndpoint(ctx, { name, endpoint: address ?? null })
        return `The galaxy of ${name} is served at ${address}. Running processes follow within ten seconds.`
      }
    case 'local':
      return async (ctx) => {
        await setGalaxyEndpoint(ctx, { name, endpoint: null })
        return `The platform serves the galaxy of ${name} itself. Running processes follow within ten seconds.`
      }
    default:
      return null
  }
}

/** Making a secret here would give out tokens that the platform does not know. */
function requireSecret({ APP_SECRET, dataDir }: Env): void {
  if (APP_SECRET || existsSync(path.join(dataDir, 'app-secret'))) return
  throw new StartRefusal(
    'Set APP_SECRET as the platform has it, or DATA_DIR to the folder where it keeps it.',
  )
}

/** The embedded database ends with its server, and a process that serves a galaxy has to outlive it. */
function databaseUrl({ DATABASE_URL }: Env): string {
  if (DATABASE_URL) return DATABASE_URL
  throw new StartRefusal(
    'Set DATABASE_URL: a galaxy of the embedded database is served by its own server only.',
  )
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof StartRefusal || isGameError(error)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
