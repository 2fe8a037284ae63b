import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'

const FOLDER = 'db/migrations'
const FILE = `${FOLDER}/released.json`

it('a released migration never changes, and a new one is released by its hash', () => {
  const released = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(FILE, 'utf8')))
  const found = Object.fromEntries(
    ['platform', 'galaxy'].flatMap((kind) =>
      readdirSync(`${FOLDER}/${kind}`)
        .filter((name) => name.endsWith('.sql'))
        .sort()
        .map((name) => [`${kind}/${name}`, sha256(`${FOLDER}/${kind}/${name}`)]),
    ),
  )
  const advice =
    `Databases have run these files: a change of one would never reach them. Make a new migration (npm run db:generate) ` +
    `and add its line to ${FILE}: sha256sum ${FOLDER}/<kind>/<file>.`
  expect(found, advice).toEqual(released)
})

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
