import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Failure } from './failure.ts'

const profile = z.object({
  url: z.url(),
  callsign: z.string(),
  accessToken: z.string(),
  /** ISO 8601. */
  accessUntil: z.iso.datetime(),
  refreshToken: z.string(),
})
export type Profile = z.infer<typeof profile>

export type Environment = Readonly<Record<string, string | undefined>>

/** The file of a profile: each has its own, so that two commands of different ones never write the same. @throws Failure */
export function profileFile(env: Environment, name: string): string {
  if (!/^[\w-]{1,40}$/.test(name)) throw new Failure('usage', `“${name}” is not a name of a profile.`)
  const folder = env.XDG_CONFIG_HOME || path.join(env.HOME ?? '.', '.config')
  return path.join(folder, 'sectorwars', `${name}.json`)
}

const isNoFile = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** Null where nobody is logged in. @throws Failure where others may read the file, or it is none of ours. */
export async function readProfile(file: string): Promise<Profile | null> {
  const info = await stat(file).catch((error: unknown) => {
    if (isNoFile(error)) return null
    throw error
  })
  if (info === null) return null
  if ((info.mode & 0o077) !== 0)
    throw new Failure('failed', `Others may read ${file}, which opens your account. Run: chmod 600 ${file}`)
  const read = profile.safeParse(parseJson(await readFile(file, 'utf8')))
  if (!read.success) throw new Failure('failed', `${file} is damaged. Delete it and log in again.`)
  return read.data
}

/** Fails where nothing can be written, before somebody types a password. */
export async function requireWritable(file: string): Promise<void> {
  await writeBeside(file, '')
  await rm(besideOf(file))
}

/** In one step: who is killed meanwhile has the old file or the new one. A link stays one. */
export async function writeProfile(file: string, value: Profile): Promise<void> {
  const target = await realpath(file).catch(() => file)
  await writeBeside(target, `${JSON.stringify(value, null, 2)}\n`)
  await rename(besideOf(target), target)
}

export const deleteProfile = (file: string): Promise<void> => rm(file, { force: true })

const besideOf = (file: string) => `${file}.${process.pid}`

async function writeBeside(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(besideOf(file), text, { mode: 0o600 })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
