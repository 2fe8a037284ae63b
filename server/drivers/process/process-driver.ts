import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Logger } from 'pino'
import { type Archive, type DatabaseRef } from '../../archive/archive.ts'
import { type Secrets } from '../../auth/secrets.ts'
import { connectionsOf, type Resources } from '../../domain/deployments/deployment.ts'
import { type SeenServer } from '../../domain/deployments/desired-state.ts'
import { type Galaxies, type GalaxyAddress } from '../../galaxies/galaxies.ts'
import { remoteGalaxy } from '../../galaxies/remote-galaxy.ts'
import { isPortFree } from '../../postgres/free-port.ts'
import { type RegionDriver, type SwitchTo, type WantedServer } from '../region-driver.ts'
import { askReadiness } from './ask-readiness.ts'
import { isAlive, signal, type ProcessIdentity } from './process-identity.ts'
import { createServerFiles, type ServerNote } from './server-files.ts'
import { startServer, type ServerProgram } from './start-server.ts'

export type ProcessDriverOptions = {
  galaxies: Galaxies
  archive: Archive
  secrets: Secrets
  log: Logger
  /** Where notes of servers are. */
  folder: string
  /** What servers listen at, and how others reach them. */
  address: string
  firstPort: number
  program: () => Promise<ServerProgram>
  patience?: Partial<Patience>
}

/** How long servers may take, milliseconds. */
export type Patience = {
  /** From the start to being ready. */
  startMs: number
  /** Without any answer, before it is ended. */
  silentMs: number
  /** After its calls go elsewhere: processes know addresses for ten seconds. */
  retiredMs: number
  /** For what is under way, after it was asked to end. */
  drainMs: number
}
const PATIENCE: Patience = { startMs: 60_000, silentMs: 15_000, retiredMs: 12_000, drainMs: 12_000 }
const PORTS = 1_000
const LOOK_MS = 100

type Found = ServerNote & { state: SeenServer['state']; identity: ProcessIdentity | null }

/** Regions as databases of the platform's own PostgreSQL server, and where they have servers, processes of this host. */
export function createProcessDriver(options: ProcessDriverOptions): RegionDriver {
  const { galaxies, archive, secrets, log, folder, address, firstPort, program } = options
  const patience = { ...PATIENCE, ...options.patience }
  const files = createServerFiles(folder)
  /** Since when servers do not answer, by instance: for one that another process started, since it was first looked at. */
  const silentSince = new Map<string, number>()
  /** Instances of this process's own that have ended, whether or not they ever said who they are. */
  const ended = new Set<string>()

  const endpointOf = (port: number) => `http://${address.includes(':') ? `[${address}]` : address}:${port}`

  const settingsFor = async ({ id }: GalaxyAddress, wanted: Resources) => ({
    NODE_ENV: 'production' as const,
    ROLES: 'region',
    HOST: address,
    LOG_LEVEL: 'info',
    GALAXY_ID: id,
    GALAXY_DATABASE_URL: await galaxies.databaseUrl(id),
    GALAXY_TOKEN: secrets.galaxyToken(id),
    GALAXY_CONNECTIONS: String(connectionsOf(wanted)),
  })
  const fingerprintOf = async (galaxy: GalaxyAddress, wanted: Resources): Promise<string> => {
    const { build } = await program()
    const facts = JSON.stringify([build, wanted.memoryGb, await settingsFor(galaxy, wanted)])
    return createHash('sha256').update(facts).digest('hex').slice(0, 16)
  }

  const look = async (galaxyId: string, note: ServerNote): Promise<Found> => {
    const identity = await files.identityOf(galaxyId, note.instance)
    const isLate = Date.now() - Date.parse(note.startedAt) > patience.startMs
    const isDead = ended.has(note.instance) || (identity ? !(await isAlive(identity)) : isLate)
    if (isDead) return { ...note, identity, state: 'dead' }
    const answer = await askReadiness(endpointOf(note.port))
    if (answer !== 'silent') {
      silentSince.delete(note.instance)
      return { ...note, identity, state: answer }
    }
    if (note.readyAt === null && !isLate) return { ...note, identity, state: 'starting' }
    if (!silentSince.has(note.instance)) silentSince.set(note.instance, performance.now())
    return { ...note, identity, state: 'silent' }
  }
  const findServers = async (galaxyId: string): Promise<Found[]> =>
    Promise.all((await files.list(galaxyId)).map((note) => look(galaxyId, note)))

  const isHopeless = ({ instance, state }: Found): boolean =>
    state === 'dead' ||
    (state === 'silent' && performance.now() - (silentSince.get(instance) ?? 0) > patience.silentMs)

  const end = async (galaxyId: string, { instance, identity }: Found, how: 'SIGTERM' | 'SIGKILL') => {
    if (identity) {
      await signal(identity, how)
      const until = performance.now() + patience.drainMs
      while (await isAlive(identity)) {
        if (performance.now() > until) await signal(identity, 'SIGKILL')
        await delay(LOOK_MS)
      }
    }
    silentSince.delete(instance)
    ended.delete(instance)
    // One that has not said yet who it is ends when it finds no note.
    await files.forget(galaxyId, instance)
  }

  /** The port of the one before, whose address others may still know, or else the first that nobody has. */
  const choosePort = async (former: number | null): Promise<number> => {
    const taken = new Set<number>()
    for (const id of await files.galaxies()) for (const { port } of await files.list(id)) taken.add(port)
    if (former !== null && !taken.has(former) && (await isPortFree(former, address))) return former
    for (let port = firstPort; port < firstPort + PORTS; port++)
      if (!taken.has(port) && (await isPortFree(port, address))) return port
    throw new Error(`No free port between ${firstPort} and ${firstPort + PORTS - 1}.`)
  }

  const start = async (
    galaxy: GalaxyAddress,
    wanted: Resources,
    fingerprint: string,
    former: number | null,
  ): Promise<ServerNote> => {
    const port = await choosePort(former)
    const note: ServerNote = {
      ...{ instance: randomUUID(), port, fingerprint },
      ...{ startedAt: new Date().toISOString(), readyAt: null, retiredAt: null },
    }
    await files.write(galaxy.id, note)
    const child = await startServer({
      program: await program(),
      memoryGb: wanted.memoryGb,
      settings: {
        ...(await settingsFor(galaxy, wanted)),
        PORT: String(port),
        GALAXY_SERVER_FILE: files.fileOf(galaxy.id, note.instance),
      },
      logFile: files.logOf(galaxy.id, note.instance),
    })
    child.once('exit', () => ended.add(note.instance))
    log.info({ galaxyId: galaxy.id, port }, 'started a server of a region')
    return note
  }

  /** Until it is ready and proves by its signature that it is the one that was started. */
  const waitUntilReady = async (galaxy: GalaxyAddress, note: ServerNote): Promise<void> => {
    const until = performance.now() + patience.startMs
    for (;;) {
      const found = await look(galaxy.id, note)
      if (found.state === 'ready') {
        const token = secrets.galaxyToken(galaxy.id)
        const at = { galaxyId: galaxy.id, endpoint: endpointOf(note.port), token, log, cacheScope: {} }
        await remoteGalaxy(at).ping({})
        if (found.readyAt === null)
          await files.write(galaxy.id, { ...noteOf(found), readyAt: new Date().toISOString() })
        return
      }
      if (found.state === 'dead' || performance.now() > until) {
        const said = await files.lastWords(galaxy.id, note.instance)
        log.error({ galaxyId: galaxy.id, state: found.state, said }, 'a server of a region did not get ready')
        await end(galaxy.id, found, 'SIGKILL')
        throw new Error(
          found.state === 'dead'
            ? 'The server ended while it started.'
            : 'The server did not get ready in time.',
        )
      }
      await delay(LOOK_MS)
    }
  }

  const retire = async (galaxyId: string, servers: readonly Found[]) => {
    for (const one of servers) {
      if (one.state === 'dead' || isHopeless(one)) await end(galaxyId, one, 'SIGKILL')
      else if (one.retiredAt === null)
        await files.write(galaxyId, { ...noteOf(one), retiredAt: new Date().toISOString() })
      else if (Date.now() - Date.parse(one.retiredAt) >= patience.retiredMs)
        await end(galaxyId, one, 'SIGTERM')
    }
  }

  const scale = async (
    galaxy: GalaxyAddress,
    wanted: WantedServer,
    { endpoint, switchTo }: { endpoint: string | null; switchTo: SwitchTo },
  ): Promise<{ hasStarted: boolean }> => {
    if (!wanted) {
      if (endpoint !== null) await switchTo(null)
      await retire(galaxy.id, await findServers(galaxy.id))
      return { hasStarted: false }
    }
    const fingerprint = await fingerprintOf(galaxy, wanted)
    const found = await findServers(galaxy.id)
    const hopeless = found.filter(isHopeless)
    for (const one of hopeless) await end(galaxy.id, one, 'SIGKILL')
    const living = found.filter((one) => !hopeless.includes(one))
    const current = living.filter((one) => one.fingerprint === fingerprint && one.retiredAt === null)
    // The one that has the calls, or is ready, before one that starts.
    const best =
      current.find((one) => endpointOf(one.port) === endpoint) ??
      current.find(({ state }) => state === 'ready') ??
      current[0]
    const former = hopeless.find((one) => endpointOf(one.port) === endpoint)?.port ?? null
    const server = best ?? (await start(galaxy, wanted, fingerprint, former))
    // It is given time to answer again.
    if (best?.state === 'silent') return { hasStarted: false }
    if (best?.state === 'unready' && Date.now() - Date.parse(best.startedAt) > patience.startMs)
      throw new Error('The server says that its database does not answer.')
    await waitUntilReady(galaxy, server)
    if (endpoint !== endpointOf(server.port)) await switchTo(endpointOf(server.port))
    await retire(
      galaxy.id,
      living.filter(({ instance }) => instance !== server.instance),
    )
    return { hasStarted: !best }
  }

  const endAll = async (galaxyId: string) => {
    await Promise.all((await findServers(galaxyId)).map((one) => end(galaxyId, one, 'SIGTERM')))
  }
  const refOf = ({ location, databaseName }: GalaxyAddress): DatabaseRef => ({
    kind: 'galaxy',
    ...{ location, databaseName },
  })

  return {
    name: 'process',
    provision: async (galaxy) => {
      await galaxies.createDatabase(galaxy)
      await galaxies.createRole(galaxy)
    },
    observe: async (galaxy, wanted) => {
      const [database, found] = await Promise.all([
        galaxies.replacement.access(galaxy),
        findServers(galaxy.id),
      ])
      const fingerprint = wanted && found.length > 0 ? await fingerprintOf(galaxy, wanted) : null
      for (const one of found) await files.touch(galaxy.id, one.instance, new Date())
      return {
        database,
        servers: found.map((one) => ({
          endpoint: endpointOf(one.port),
          state: one.state,
          isCurrent: one.fingerprint === fingerprint && one.retiredAt === null,
        })),
      }
    },
    scale,
    suspend: async (galaxy, { switchTo }) => {
      await switchTo(null)
      await endAll(galaxy.id)
      await galaxies.replacement.close(galaxy)
      await galaxies.release(galaxy.id)
    },
    resume: (galaxy) => galaxies.replacement.open(galaxy),
    backup: (galaxy, archiveName) => archive.snapshot(refOf(galaxy), archiveName),
    restore: async (galaxy, archiveName, databaseName) => {
      const manifest = await archive.restore(archiveName, { ...refOf(galaxy), databaseName })
      await galaxies.replacement.admit(galaxy, databaseName)
      return manifest
    },
    terminate: async (galaxy) => {
      await endAll(galaxy.id)
      await galaxies.drop(galaxy)
    },
    stopServers: async (keep) => {
      const others = (await files.galaxies()).filter((id) => !keep.has(id))
      await Promise.all(others.map(endAll))
    },
  }
}

const noteOf = ({ instance, port, fingerprint, startedAt, readyAt, retiredAt }: ServerNote): ServerNote => ({
  ...{ instance, port, fingerprint, startedAt, readyAt, retiredAt },
})
