import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { createLocalGalaxies } from '../galaxies/local-galaxies.ts'
import { type TestPlatform } from './test-platform.ts'

const migrationJournal = z.looseObject({
  entries: z.array(z.looseObject({ idx: z.number(), when: z.number(), tag: z.string() })),
})

/** The same galaxies as a later version of the product has them: with one migration more, which makes this table. */
export async function laterGalaxies(platform: TestPlatform, table: string): Promise<Galaxies> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-later-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const folder = path.join(root, 'db/migrations/galaxy')
  await cp(path.resolve('db/migrations/galaxy'), folder, { recursive: true })
  const journalFile = path.join(folder, 'meta/_journal.json')
  const journal = migrationJournal.parse(JSON.parse(await readFile(journalFile, 'utf8')))
  const last = journal.entries.at(-1)
  if (!last) throw new Error('there are migrations')
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_later' })
  await writeFile(journalFile, JSON.stringify(journal))
  await writeFile(path.join(folder, '9999_later.sql'), `create table ${table} (id integer primary key)`)
  const { secrets, log } = platform.ctx()
  const later = createLocalGalaxies({ platformUrl: platform.url, platform: platform.db, secrets, root, log })
  onTestFinished(() => later.close())
  return later
}
