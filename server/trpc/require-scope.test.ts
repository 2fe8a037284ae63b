import { expect, it } from 'vitest'
import { SCOPED_SUBJECTS } from '#server/domain/identity/token-scopes.ts'
import { appRouter } from './router.ts'

it('every subject of the API has a scope, or needs a log-in', () => {
  const subjects = new Set(Object.keys(appRouter._def.procedures).map((name) => name.split('.')[0]))
  expect([...subjects].sort()).toEqual([...SCOPED_SUBJECTS].sort())
})
