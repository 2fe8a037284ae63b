import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { openDatabase, type Database } from '#db/client.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { StartRefusal } from '../start-refusal.ts'
import { randomToken, type Secrets } from './secrets.ts'

const FACT = 'app-secret-check'

/** The installation's secret, created at the first start if none is configured. */
export async function readOrCreateAppSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'app-secret')
  if (existsSync(file)) return readFile(file, 'utf8')
  await mkdir(dataDir, { recursive: true })
  // Two processes may start at once: the file appears whole, and the later one reads the other's.
  const mine = `${file}.${randomToken()}`
  try {
    await writeFile(mine, randomToken(), { mode: 0o600 })
    await link(mine, file).catch((error: unknown) => {
      if (!existsSync(file)) throw error
    })
  } finally {
    await rm(mine, { force: true })
  }
  return readFile(file, 'utf8')
}

/**
 * Whether the installation was made with this secret: a value derived from it is kept from the first start on. With another one
 * nothing would open any more: no region, no session of a program, no authenticator app.
 */
export async function isSecretOf(db: Database, secrets: Secrets): Promise<boolean> {
  const [fact] = await db.select().from(platformFacts).where(eq(platformFacts.key, FACT))
  return fact?.value === secrets.checkValue()
}

/** Keeps the check value at the first start. @throws StartRefusal if the installation has another secret. */
export async function requireSecret(platformUrl: string, secrets: Secrets): Promise<void> {
  const { db, close } = openDatabase(platformUrl, { max: 1, applicationName: 'secret' })
  try {
    await db.insert(platformFacts).values({ key: FACT, value: secrets.checkValue() }).onConflictDoNothing()
    if (await isSecretOf(db, secrets)) return
  } finally {
    await close()
  }
  throw new StartRefusal(
    'This installation was made with another secret. Start with the APP_SECRET that it had, or with the file app-secret of its DATA_DIR: without it nobody reaches the regions.',
  )
}
