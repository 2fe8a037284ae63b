import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { gunzipSync, gzipSync } from 'node:zlib'
import { eventually, foundRegion, newProgram, SITE } from './stack.mjs'

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** Nothing is lost when the database's container ends, and backups bring back what they say. */
export async function proveDatabases(stack) {
  const owner = await newProgram()
  const region = await foundRegion(owner)
  await owner.send('POST', '/play/enter', { region })
  const world = async () => {
    const { purse, sectorId } = await owner.send('GET', '/play/me')
    const { items } = await owner.send('GET', '/regions')
    return { purse, sectorId, regions: items.map(({ name, status }) => [name, status]) }
  }
  const same = async (what, expected) =>
    assert.deepEqual(await eventually(`${what}: the game answers`, 120, world), expected, what)
  const before = await world()

  for (const [how, end] of [
    ['restarted', () => stack.compose(['restart', 'postgres'])],
    ['killed', () => execFileSync('kill', ['-9', String(stack.inspect('postgres').State.Pid)])],
    ['made anew', () => stack.compose(['up', '-d', '--force-recreate', '--no-deps', 'postgres'])],
  ]) {
    const began = Date.now()
    end()
    await eventually('the site is ready again', 120, async () => (await fetch(`${SITE}/readyz`)).ok)
    await same(`the database was ${how}`, before)
    console.log(
      `Database ${how}: nothing lost, the game answers after ${((Date.now() - began) / 1000).toFixed(1)} s`,
    )
  }

  const id = UUID.exec(stack.admin('backup', region))?.[0]
  assert.match(stack.admin('verify', id), /is whole/)
  const { warps } = await owner.send('GET', '/play/sector')
  await owner.send('POST', '/play/move', { toSector: warps[0].sectorId })
  assert.notEqual((await world()).sectorId, before.sectorId)
  const began = Date.now()
  assert.match(stack.admin('restore', id, region), new RegExp(`Restored ${region}`))
  await same('the region was restored', before)
  assert.match(stack.admin('backups', region), /before/)
  console.log(
    `Backup, verify and restore of a region: its pilot is where the backup has them, ${((Date.now() - began) / 1000).toFixed(1)} s`,
  )
  assert.match(stack.admin('drill'), /restored, and all is there/)

  // docker/README.md: the whole server, into an empty volume.
  const dump = gzipSync(stack.compose(['exec', '-T', 'postgres', 'pg_dumpall', '-U', 'postgres']))
  stack.compose(['down'])
  stack.docker('volume', 'rm', 'sectorwars_postgres-data', 'sectorwars_redis-data')
  stack.compose(['up', '-d', 'postgres'])
  await eventually(
    'PostgreSQL is ready',
    60,
    () => stack.inspect('postgres').State.Health?.Status === 'healthy',
  )
  stack.compose(['exec', '-T', 'postgres', 'psql', '-q', '-U', 'postgres', '-d', 'postgres'], {
    input: gunzipSync(dump),
  })
  stack.compose(['up', '-d'])
  await same('the whole server was restored into an empty volume', before)
  console.log('pg_dumpall into an empty volume: the same accounts, regions and pilots')
}
