import { transact, type Ctx } from '../context.ts'
import { addUser } from './add-user.ts'
import { type Person } from './person.ts'
import { getUserByEmail } from './queries.ts'
import { storedPassword } from './stored-password.ts'
import { writeConfirmation } from './write-confirmation.ts'

/**
 * Creates an account that waits for its address to be confirmed, whoever else has the address or waits for it: that the answer
 * is the same is all that a stranger learns. It flies at once. @throws CONFLICT `callsign-taken`.
 */
export async function signUpToWait(
  ctx: Ctx,
  input: { email: string; callsign: string; password: string; ipAddress: string },
): Promise<Person | null> {
  const { email, callsign, password } = input
  const stored = await storedPassword(ctx, { email, confirmedAt: null }, password)
  return transact(ctx, async (tx) => {
    const holder = await getUserByEmail(tx.db, email)
    const person = await addUser(tx, {
      ...{ email, callsign, ...stored },
      role: 'player',
      confirmedAt: null,
    })
    if (person) await writeConfirmation(tx, { waiting: { ...person, email }, holder, visitor: input })
    return person
  })
}
