import { hashPassword } from '#server/auth/passwords.ts'
import { normalizePassword } from '#server/domain/identity/password-policy.ts'
import { type Ctx } from '../context.ts'

/** What an account keeps of its password. */
export type StoredPassword = { passwordHash: string; waitingKey: number | null }

/** The stored form of a password: of an account that waits for its address also what finds it among others of that address. */
export async function storedPassword(
  ctx: Ctx,
  account: { email: string; confirmedAt: Date | null },
  password: string,
): Promise<StoredPassword> {
  return {
    passwordHash: await hashPassword(password),
    waitingKey:
      account.confirmedAt === null
        ? ctx.secrets.waitingKeys(account.email, normalizePassword(password))[0]
        : null,
  }
}
