import { expect, it } from 'vitest'
import { type LiveEvent } from '#server/events/event-bus.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { regionPlace } from './place.ts'
import { showSectors } from './show-sectors.ts'

const platform = useTestPlatform()

it('what moves while events are under way is told together, each once, and a lost event fails nothing', async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  const place = regionPlace(region, region.galaxyId ?? '')
  const told: string[][] = []
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = []
  const ctx = {
    ...platform.ctx(),
    events: {
      ...platform.ctx().events,
      publishInTransaction: (_: unknown, events: LiveEvent[]) => {
        told.push(events.map(({ id }) => id ?? ''))
        return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }))
      },
    },
  }
  const first = Promise.all([showSectors(ctx, place, [1, 2]), showSectors(ctx, place, [2, 3])])
  await expect.poll(() => told).toEqual([['1', '2', '3']])
  const second = Promise.all([showSectors(ctx, place, [3]), showSectors(ctx, place, [3])])
  const ended: string[] = []
  void first.then(() => ended.push('first'))
  void second.then(() => ended.push('second'))
  answers[0]?.reject(new Error('the database is away'))
  await first
  await expect.poll(() => told).toEqual([['1', '2', '3'], ['3']])
  expect(ended).toEqual(['first'])
  answers[1]?.resolve()
  await second
})
