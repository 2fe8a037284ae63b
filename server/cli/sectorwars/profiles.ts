import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
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

const profiles = z.record(z.string(), profile)
export type Profiles = z.infer<typeof profiles>

export type Environment = Readonly<Record<string, string | undefined>>

/** Rights of the file: its owner's alone. */
const OWNER_ONLY = 0o600

export const profilesFile = (env: Environment): string =>
  path.join(env.XDG_CONFIG_HOME || path.join(env.HOME ?? '.', '.config'), 'sectorwars', 'profiles.json')

/** @throws Failure where others may read the file, or it is none of ours. */
export async function readProfiles(file: string): Promise<Profiles> {
  const info = await stat(file).catch(() => null)
  if (info === null) return {}
  if ((info.mode & 0o077) !== 0)
    throw new Failure('failed', `Others may read ${file}, which opens your account. Run: chmod 600 ${file}`)
  const read = profiles.safeParse(parseJson(await readFile(file, 'utf8')))
  if (!read.success) throw new Failure('failed', `${file} is damaged. Delete it and log in again.`)
  return read.data
}

/** In one step: who is killed meanwhile has the old file or the new one. */
export async function writeProfiles(file: string, value: Profiles): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const beside = `${file}.${process.pid}`
  await writeFile(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY })
  await chmod(beside, OWNER_ONLY)
  await rename(beside, file)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
