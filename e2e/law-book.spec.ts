import { canonicalJson } from '#server/domain/canonical-json.ts'
import { LEVERS } from '#server/domain/regions/lever-table.ts'
import { readRegions } from './platform-database.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const columnOf = (lever: string) => lever.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('every changed setting of every region has a law, decree or admin record', async () => {
  const regions = await readRegions()
  const names = regions.map(({ settings }) => settings.name)
  expect(names).toEqual(expect.arrayContaining(Object.values(REGION_OF)))
  for (const { settings, laws } of regions) {
    const name = String(settings.name)
    expect(
      laws.map(({ number }) => number),
      name,
    ).toEqual(laws.map((_, index) => index + 1))
    const read = new Map<string, unknown>()
    for (const { number, kind, changes } of laws)
      for (const { lever, before, after } of changes) {
        if (kind !== 'founding')
          expect(canonicalJson(before), `${name}, law ${number}: ${lever} before`).toBe(
            canonicalJson(read.get(lever)),
          )
        read.set(lever, after)
      }
    for (const lever of LEVERS)
      expect(canonicalJson(read.get(lever)), `${name}: ${lever}`).toBe(
        canonicalJson(settings[columnOf(lever)]),
      )
  }
})
