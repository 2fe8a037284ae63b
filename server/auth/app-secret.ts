import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import { openDatabase, type Queryable } from '#db/client.ts'
import { platformFacts } from '#db/schema/platform/identity.ts'
import { StartRefusal } from '../start-refusal.ts'
import { randomToken, type Secrets } from './secrets.ts'

const FACT = 'app-secret-check'
const FORMER_BACKUP_KEYS = 'former-backup-keys'

/** The installation's secret, created at the first start if none is configured. */
export async function readOrCreateAppSecret(dataDir: string, name = 'app-secret'): Promise<string> {
  const file = path.join(dataDir, name)
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
 * Whether one of these secrets is the installation's, which is gone on with: a value derived from it is kept from the first start on.
 * With another one nothing would open any more: no region, no session of a program, no authenticator app.
 */
export async function settleSecret(db: Queryable, secrets: Secrets): Promise<boolean> {
  const facts = await db
    .select()
    .from(platformFacts)
    .where(inArray(platformFacts.key, [FACT, FORMER_BACKUP_KEYS]))
  const valueOf = (key: string) => facts.find((fact) => fact.key === key)?.value ?? null
  const keys = valueOf(FORMER_BACKUP_KEYS)
  return secrets.settle({
    checkValue: valueOf(FACT),
    formerBackupKeys: keys === null ? [] : z.array(z.string()).parse(JSON.parse(keys)),
  })
}

/** Makes the new one of two secrets the installation's, with the keys of backups that the former one sealed. */
export async function adoptSecret(db: Queryable, secrets: Secrets): Promise<void> {
  const facts = [
    { key: FACT, value: secrets.checkValue() },
    { key: FORMER_BACKUP_KEYS, value: JSON.stringify(secrets.handOver.backupKeys()) },
  ]
  for (const { key, value } of facts)
    await db
      .insert(platformFacts)
      .values({ key, value })
      .onConflictDoUpdate({ target: platformFacts.key, set: { value } })
}

/** Keeps the check value at the first start. @throws StartRefusal if the installation has another secret. */
export async function requireSecret(platformUrl: string, secrets: Secrets): Promise<void> {
  const { db, close } = openDatabase(platformUrl, { max: 1, applicationName: 'secret' })
  try {
    await db.insert(platformFacts).values({ key: FACT, value: secrets.checkValue() }).onConflictDoNothing()
    if (await settleSecret(db, secrets)) return
  } finally {
    await close()
  }
  throw new StartRefusal(
    'This installation was made with another secret. Start with the APP_SECRET that it had, or with the file app-secret of its DATA_DIR: without it nobody reaches the regions.',
  )
}
