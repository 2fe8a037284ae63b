import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { type Logger } from 'pino'

/** What a process cannot do without, by the name that operators read. Each rejects while it is not as it should be. */
export type Needs = Readonly<Record<string, () => Promise<unknown>>>

export type Readiness = { status: 'ok' | 'unavailable'; needs: Record<string, 'ok' | 'missing'> }

/** How long each may take to answer. */
const ANSWER_MS = 3_000
/** With less the database stops writing any moment, bytes. */
const LEAST_FREE = 64 * 1024 * 1024

/** Asks for everything that a process needs, at once. What is missing is named and logged. */
export async function checkReadiness(needs: Needs, log: Logger, answerMs = ANSWER_MS): Promise<Readiness> {
  const asked = Object.entries(needs).map(async ([name, ask]) => {
    try {
      await within(answerMs, ask())
      return [name, 'ok'] as const
    } catch (error) {
      log.error({ err: error, need: name }, 'not ready')
      return [name, 'missing'] as const
    }
  })
  const found = Object.fromEntries(await Promise.all(asked))
  return { status: Object.values(found).includes('missing') ? 'unavailable' : 'ok', needs: found }
}

/** @throws if the disk of `folder` is nearly full. @param freeOf bytes that are left to us */
export async function requireDisk(folder: string, freeOf = freeBytes): Promise<void> {
  const free = await freeOf(folder)
  if (free < LEAST_FREE)
    throw new Error(`The disk of ${folder} is full: ${Math.floor(free / 1024 / 1024)} MiB are left.`)
}

/** A folder that nothing was kept in yet is where its parent is. */
async function freeBytes(folder: string): Promise<number> {
  let there = path.resolve(folder)
  while (!existsSync(there)) there = path.dirname(there)
  const { bavail, bsize } = await statfs(there)
  return bavail * bsize
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
