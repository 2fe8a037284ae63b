import { expect, it } from 'vitest'
import { FOR_CONFIRMED_ONLY, FOR_UNCONFIRMED } from './for-unconfirmed.ts'
import { definitionsOf } from './rest/routes.ts'
import { appRouter } from './router.ts'

it('says of every change that a player can make whether it needs a confirmed address', () => {
  const changes = definitionsOf(appRouter)
    .filter(([, { type, meta }]) => type === 'mutation' && meta?.access === 'player')
    .map(([name]) => name)
  expect([...FOR_UNCONFIRMED, ...FOR_CONFIRMED_ONLY].sort()).toEqual(changes.sort())
})
