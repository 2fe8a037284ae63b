import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type ProcessIdentity } from './process-identity.ts'

/**
 * What a host knows of its servers of regions, in `regions/<galaxy>` of the data folder, for whichever process looks after them next. The
 * note is written before a server is started, and the server itself writes who it is before it does anything: none is ever left unknown.
 * Nothing in these files is secret.
 */
const note = z.object({
  instance: z.uuid(),
  port: z.int().min(1).max(65_535),
  /** Of all that it was started with. */
  fingerprint: z.string(),
  startedAt: z.iso.datetime(),
  /** When it was ready for the first time. */
  readyAt: z.iso.datetime().nullable(),
  /** Since when calls go elsewhere. */
  retiredAt: z.iso.datetime().nullable(),
})
export type ServerNote = z.infer<typeof note>

const NOTE = '.json'
/** Beside the note, by the server itself. */
export const identityFileOf = (noteFile: string): string => `${noteFile}.pid`
const LOG_BYTES = 10 * 1024 * 1024

export type ServerFiles = ReturnType<typeof createServerFiles>

/** @param folder of all regions of this host */
export function createServerFiles(folder: string) {
  const folderOf = (galaxyId: string) => path.join(folder, galaxyId)
  const fileOf = (galaxyId: string, instance: string) => path.join(folderOf(galaxyId), `${instance}${NOTE}`)
  const logOf = (galaxyId: string, instance: string) => path.join(folderOf(galaxyId), `${instance}.log`)

  const read = async (file: string): Promise<ServerNote | null> => {
    const text = await readFile(file, 'utf8').catch(nothingThere)
    if (text === null) return null
    const parsed = note.safeParse(parseJson(text))
    return parsed.success ? parsed.data : null
  }
  const list = async (galaxyId: string): Promise<ServerNote[]> => {
    const names = (await readdir(folderOf(galaxyId)).catch(nothingThere)) ?? []
    const notes = await Promise.all(
      names.filter((name) => name.endsWith(NOTE)).map((name) => read(path.join(folderOf(galaxyId), name))),
    )
    return notes
      .filter((one) => one !== null)
      .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.instance.localeCompare(b.instance))
  }

  return {
    fileOf,
    logOf,
    list,
    galaxies: async (): Promise<string[]> => (await readdir(folder).catch(nothingThere)) ?? [],
    write: async (galaxyId: string, one: ServerNote): Promise<void> => {
      await mkdir(folderOf(galaxyId), { recursive: true, mode: 0o700 })
      const file = fileOf(galaxyId, one.instance)
      const next = `${file}.${randomUUID()}.next`
      await writeFile(next, JSON.stringify(one), { mode: 0o600 })
      await rename(next, file)
    },
    /** Who the server says it is; null before it has said so. */
    identityOf: async (galaxyId: string, instance: string): Promise<ProcessIdentity | null> => {
      const text = await readFile(identityFileOf(fileOf(galaxyId, instance)), 'utf8').catch(nothingThere)
      return text === null ? null : readIdentity(text)
    },
    /** Says that somebody looks after it, and keeps its log small. */
    touch: async (galaxyId: string, instance: string, now: Date): Promise<void> => {
      await utimes(fileOf(galaxyId, instance), now, now).catch(nothingThere)
      const log = await stat(logOf(galaxyId, instance)).catch(nothingThere)
      if (log && log.size > LOG_BYTES) await truncate(logOf(galaxyId, instance))
    },
    /** The end of what it wrote. */
    lastWords: async (galaxyId: string, instance: string, most = 2_000): Promise<string> => {
      const text = (await readFile(logOf(galaxyId, instance), 'utf8').catch(nothingThere)) ?? ''
      return text.slice(-most).trim()
    },
    forget: async (galaxyId: string, instance: string): Promise<void> => {
      for (const file of [
        identityFileOf(fileOf(galaxyId, instance)),
        logOf(galaxyId, instance),
        fileOf(galaxyId, instance),
      ])
        await rm(file, { force: true })
      if ((await list(galaxyId)).length === 0) await rm(folderOf(galaxyId), { recursive: true, force: true })
    },
  }
}

const identity = z.object({ pid: z.int().min(1), startedAt: z.string().min(1) })
const readIdentity = (text: string): ProcessIdentity | null => {
  const parsed = identity.safeParse(parseJson(text))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function nothingThere(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}
