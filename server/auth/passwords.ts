import { hash, verify } from '@node-rs/argon2'
import { normalizePassword } from '#server/domain/identity/password-policy.ts'

/** OWASP's recommendation for argon2id (the library's default): 19 MiB, two passes, one lane; about 20 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash of the same cost that matches no password: compared for unknown accounts. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$Cd1Dnd8BGndr7JfN866tQg$ZAeXGLuBDs4yKDh3soAZnEAaVWUh1DzRo8ZK+EjQEuo'

export const hashPassword = (password: string): Promise<string> => hash(normalizePassword(password), COST)

/** Whether the password matches the stored hash. Takes the same time for null (no such account). */
export async function isPasswordOf(stored: string | null, password: string): Promise<boolean> {
  const usable = stored?.startsWith('$argon2id$') ? stored : null
  const matches = await verify(usable ?? NOBODY, normalizePassword(password))
  return matches && usable !== null
}

/** Whether a hash was made at another cost than new ones are. */
export const isOutdatedHash = (stored: string): boolean =>
  !stored.startsWith(`$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`)
