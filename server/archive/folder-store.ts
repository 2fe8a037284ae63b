import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ArchiveError } from './archive.ts'
import { type ArchiveStore } from './archive-store.ts'

/** A file that is being written; one that a crash left is no archive. */
const PARTIAL = '.part'
/** One of which nothing was written for so long is nobody's any more. */
const LEFT_MS = 24 * 60 * 60_000

/** Archives as files of a folder that only the user of the game can read. */
export function openFolderStore(folder: string): ArchiveStore {
  const fileOf = (name: string) => {
    const file = path.resolve(folder, name)
    if (!file.startsWith(path.resolve(folder) + path.sep)) throw new Error(`not in the folder: ${name}`)
    return file
  }
  return {
    put: async (name, content) => {
      const file = fileOf(name)
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await removeLeftovers(path.dirname(file))
      const partial = `${file}.${randomUUID()}${PARTIAL}`
      try {
        const handle = await open(partial, 'wx', 0o600)
        try {
          for await (const piece of content) await handle.writeFile(piece)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(partial, file)
      } finally {
        await rm(partial, { force: true })
      }
    },
    get: async (name) => {
      const file = fileOf(name)
      await stat(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        throw new ArchiveError('missing', `There is no backup ${name} in ${folder}.`, { cause: error })
      })
      return createReadStream(file)
    },
    remove: (name) => rm(fileOf(name), { force: true }),
    list: async () => {
      const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return []
          throw error
        },
      )
      const files = names.filter((entry) => entry.isFile() && !entry.name.endsWith(PARTIAL))
      return Promise.all(
        files.map(async (entry) => {
          const file = path.join(entry.parentPath, entry.name)
          const name = path.relative(folder, file).split(path.sep).join('/')
          return { name, bytes: (await stat(file)).size }
        }),
      )
    },
  }
}

/** What killed processes had begun would fill the disk. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(PARTIAL))
  for (const name of names) {
    const file = path.join(folder, name)
    // Another process may have finished it meanwhile.
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }))
    if (Date.now() - mtimeMs > LEFT_MS) await rm(file, { force: true })
  }
}
