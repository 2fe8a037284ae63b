import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GALAXY_STATUSES } from '../regions/galaxy-status.ts'
import { REGION_STATUSES } from '../regions/region-status.ts'
import { SERVED_BY } from './deployment.ts'
import {
  isReached,
  presenceOf,
  retryAfterMs,
  stateOf,
  stepsToward,
  type DeploymentFacts,
  type Seen,
} from './desired-state.ts'
import { isToRenew, LEASE_MS, mayKeep, TAKEOVER_MS } from './lease.ts'

const facts = (changed: Partial<DeploymentFacts> = {}): DeploymentFacts => ({
  ...{ regionStatus: 'active', galaxyStatus: 'ready', servedBy: 'own', isSuspended: false },
  ...changed,
})
const AT = 'http://127.0.0.1:31000'
const ready = { endpoint: AT, state: 'ready', isCurrent: true } as const
const seen = (changed: Partial<Seen> = {}): Seen => ({
  ...{ database: 'open', servers: [ready], endpoint: AT },
  ...changed,
})
const nobody = seen({ servers: [], endpoint: null })

describe('what is to be done', () => {
  it.each<[string, Partial<DeploymentFacts>, Seen, string[]]>([
    ['nothing where it is as it should be', {}, seen(), []],
    ['a server is started where there is none', {}, nobody, ['serve']],
    ['and where calls go elsewhere', {}, seen({ endpoint: 'http://127.0.0.1:9' }), ['serve']],
    ['and in the place of an old one', {}, seen({ servers: [{ ...ready, isCurrent: false }] }), ['serve']],
    ['and of one that is dead', {}, seen({ servers: [{ ...ready, state: 'dead' }] }), ['serve']],
    [
      'a former one ends',
      {},
      seen({ servers: [ready, { ...ready, endpoint: 'x', isCurrent: false }] }),
      ['serve'],
    ],
    ['a closed database is opened first', {}, seen({ database: 'closed', servers: [] }), ['open', 'serve']],
    ['a shared one needs nothing', { servedBy: 'shared' }, nobody, []],
    ['its address is taken back', { servedBy: 'shared' }, seen({ servers: [] }), ['release']],
    ['its server ends', { servedBy: 'shared' }, seen(), ['release']],
    ['the operator’s own address is left', { servedBy: 'elsewhere' }, seen({ servers: [] }), []],
    ['a suspended one is closed', { isSuspended: true }, nobody, ['close']],
    ['once', { isSuspended: true }, { ...nobody, database: 'closed' }, []],
    ['an archived one loses its server', { galaxyStatus: 'archived' }, seen({ endpoint: null }), ['release']],
    ['one that has ended too', { regionStatus: 'terminated' }, seen(), ['release']],
    ['one that is restored is left alone', { galaxyStatus: 'restoring' }, nobody, []],
    ['and one that is built', { galaxyStatus: 'creating' }, nobody, []],
    ['and one without a galaxy', { galaxyStatus: null }, nobody, []],
    [
      'one that nobody pays for is read, and so it is served',
      { regionStatus: 'suspended' },
      nobody,
      ['serve'],
    ],
  ])('%s', (_, changed, found, steps) => {
    expect(stepsToward(facts(changed), found)).toEqual(steps)
  })

  it('is never anything for a region that something else works on', () => {
    const anything = fc.record({
      regionStatus: fc.constantFrom(...REGION_STATUSES),
      galaxyStatus: fc.constantFrom(null, ...GALAXY_STATUSES),
      servedBy: fc.constantFrom(...SERVED_BY),
      isSuspended: fc.boolean(),
    })
    const whatever = fc.record({
      database: fc.constantFrom('open' as const, 'closed' as const, 'absent' as const),
      servers: fc.array(
        fc.record({
          endpoint: fc.constantFrom(AT, 'http://127.0.0.1:31001'),
          state: fc.constantFrom('starting' as const, 'ready' as const, 'silent' as const, 'dead' as const),
          isCurrent: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
      endpoint: fc.constantFrom(null, AT, 'http://10.0.0.7:3001'),
    })
    fc.assert(
      fc.property(anything, whatever, (region, found) => {
        const steps = stepsToward(region, found)
        const presence = presenceOf(region)
        if (presence === 'untouched') expect(steps).toEqual([])
        // Nobody is let in, or served, who should not be.
        if (presence !== 'running') expect(steps).not.toContain('open')
        if (presence !== 'running' || region.servedBy !== 'own') expect(steps).not.toContain('serve')
        if (presence === 'running') expect(steps).not.toContain('close')
        // Where nothing is to be done it is reached, or there is no database to reach it with.
        if (steps.length === 0 && presence !== 'untouched' && found.database === 'open')
          expect(isReached(region, found)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

it('says what a region is in one word', () => {
  expect(stateOf(facts(), seen())).toBe('running')
  expect(stateOf(facts(), nobody)).toBe('away')
  expect(stateOf(facts(), seen({ servers: [{ ...ready, state: 'starting' }] }))).toBe('starting')
  expect(stateOf(facts(), seen({ servers: [{ ...ready, state: 'silent' }] }))).toBe('away')
  expect(stateOf(facts({ servedBy: 'shared' }), nobody)).toBe('running')
  expect(stateOf(facts({ servedBy: 'shared' }), { ...nobody, database: 'absent' })).toBe('away')
  expect(stateOf(facts({ isSuspended: true }), { ...nobody, database: 'closed' })).toBe('suspended')
  expect(stateOf(facts({ galaxyStatus: 'archived' }), nobody)).toBe('gone')
  expect(stateOf(facts({ galaxyStatus: 'restoring' }), nobody)).toBeNull()
})

it('waits ever longer, up to a minute', () => {
  expect([1, 2, 3, 6, 50].map(retryAfterMs)).toEqual([2_000, 4_000, 8_000, 60_000, 60_000])
})

it('leaves a region to one process, then to its host, then to any', () => {
  const me = { name: 'here', keeper: 'me' }
  const now = new Date(1_000_000)
  const at = (ms: number) => new Date(now.getTime() + ms)
  const lease = (host: string, keeper: string | null, ms: number) => ({ host, keeper, leasedUntil: at(ms) })
  expect(mayKeep({ host: null, keeper: null, leasedUntil: null }, me, now)).toBe(true)
  expect(mayKeep(lease('here', 'me', 1), me, now)).toBe(true)
  expect(mayKeep(lease('here', 'other', 1), me, now)).toBe(false)
  expect(mayKeep(lease('here', 'other', 0), me, now)).toBe(true)
  expect(mayKeep(lease('here', null, 1), me, now)).toBe(true)
  expect(mayKeep(lease('there', null, -TAKEOVER_MS + 1), me, now)).toBe(false)
  expect(mayKeep(lease('there', 'other', -TAKEOVER_MS), me, now)).toBe(true)
  expect(isToRenew(lease('here', 'me', LEASE_MS), me, now)).toBe(false)
  expect(isToRenew(lease('here', 'me', LEASE_MS / 2 - 1), me, now)).toBe(true)
  expect(isToRenew(lease('here', null, LEASE_MS), me, now)).toBe(true)
})
