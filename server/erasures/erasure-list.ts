import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const erasure = z.object({ userId: z.uuid(), at: z.iso.datetime() })
export type Erasure = z.infer<typeof erasure>

/** Whose data was erased, in a place that no backup of a database contains: what is restored must forget them again. */
export interface ErasureList {
  /** Returns when the entry is on the disk. */
  append(entry: Erasure): Promise<void>
  /** All entries; a person may be among them more than once. */
  read(): Promise<Erasure[]>
}

/** A file to which lines are only ever added; it is made with the first. It names nobody: ids and moments. */
export function openErasureList(file: string): ErasureList {
  return {
    append: async (entry) => {
      const folder = path.dirname(file)
      await mkdir(folder, { recursive: true })
      const handle = await open(file, 'a', 0o600)
      try {
        // Begun on a new line: one that a crash cut short spoils only itself.
        await handle.appendFile(`\n${JSON.stringify(entry)}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await syncFolder(folder)
    },
    read: async () => {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      return text.split('\n').flatMap(parseLine)
    },
  }
}

/** A new file is there after a crash only once its folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function parseLine(line: string): Erasure[] {
  try {
    const parsed = erasure.safeParse(JSON.parse(line))
    return parsed.success ? [parsed.data] : []
  } catch {
    return []
  }
}
