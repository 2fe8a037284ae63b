import { describe, expect, it } from 'vitest'
import { SCOPE_TEXTS, scopeNeeded, TOKEN_SCOPES } from './token-scopes.ts'

describe('a personal token needs', () => {
  it.each([
    ['trade.prices', 'query', 'read'],
    ['trade.sell', 'mutation', 'play'],
    ['policies.cast', 'mutation', 'govern'],
    ['regions.changeEconomy', 'mutation', 'govern'],
    ['identity.me', 'query', 'read'],
    ['identity.sessions', 'query', 'log-in'],
    ['identity.changePassword', 'mutation', 'log-in'],
    ['billing.list', 'query', 'log-in'],
    ['billing.cancel', 'mutation', 'log-in'],
    ['nexus.generate', 'mutation', 'log-in'],
    ['constructor.x', 'query', 'log-in'],
    ['something.new', 'query', 'log-in'],
  ] as const)('for the %s of kind %s: %s', (procedure, kind, needed) => {
    expect(scopeNeeded(procedure, kind)).toBe(needed)
  })

  it('one of three scopes, each with words', () => {
    expect(Object.keys(SCOPE_TEXTS)).toEqual([...TOKEN_SCOPES])
  })
})
