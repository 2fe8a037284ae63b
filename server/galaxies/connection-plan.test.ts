import { expect, it } from 'vitest'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { planConnections, usableConnections } from './connection-plan.ts'

const platform = useTestPlatform()

it('divides the server’s connections so that all processes together fit', () => {
  for (const usable of [97, 197, 297, 1_000])
    for (const hasRedis of [true, false])
      for (const processes of [1, 2]) {
        const plan = planConnections({ usable, processes, hasRedis })
        expect(plan.total * processes, `${processes} on ${usable}`).toBeLessThan(usable)
        const { total, ...parts } = plan
        expect(Object.values(parts).reduce((sum, count) => sum + count)).toBe(total)
      }
})

it('plans no connections for what Redis does', () => {
  const plan = planConnections({ usable: 297, processes: 6, hasRedis: true })
  expect(plan).toMatchObject({ queue: 0, limits: 0, events: 0 })
  expect(plan.galaxies).toBeGreaterThanOrEqual(30)
})

it('refuses to start when the connections do not fit, and says what to change', () => {
  expect(() => planConnections({ usable: 97, processes: 5, hasRedis: false })).toThrow(
    /allows 97 connections, and this installation may need 205: 5 processes \(PROCESSES\).*max_connections/,
  )
  expect(() => planConnections({ usable: 197, processes: 1, hasRedis: false, galaxies: 190 })).toThrow(
    /GALAXY_CONNECTIONS/,
  )
})

it('reads the limit from the server', async () => {
  expect(await usableConnections(platform.url)).toBe(197)
})
