import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  COMPONENT_STATES,
  COMPONENTS,
  componentStates,
  INCIDENT_SEVERITIES,
  LATE_SECONDS,
  worstState,
  type StatusFacts,
} from './incident-rules.ts'

const WELL: StatusFacts = {
  nexusIsAway: false,
  regions: { open: 3, away: 0 },
  outboxOldestSeconds: 0,
  paymentsOldestSeconds: 0,
  mailsOldestSeconds: 0,
}
const ALL_UP = { platform: 'up', nexus: 'up', regions: 'up', payments: 'up', mails: 'up' }

describe('the state of a part', () => {
  it.each([
    ['nothing is wrong', {}, {}],
    ['there is no Nexus yet', { nexusIsAway: null }, {}],
    ['the Nexus is away', { nexusIsAway: true }, { nexus: 'down' }],
    ['one region is away', { regions: { open: 3, away: 1 } }, { regions: 'degraded' }],
    ['all regions are away', { regions: { open: 3, away: 3 } }, { regions: 'down' }],
    ['there are no regions', { regions: { open: 0, away: 0 } }, {}],
    ['jobs wait', { outboxOldestSeconds: LATE_SECONDS.outbox + 1 }, { platform: 'degraded' }],
    ['jobs are just in time', { outboxOldestSeconds: LATE_SECONDS.outbox }, {}],
    ['payments wait', { paymentsOldestSeconds: LATE_SECONDS.payments + 1 }, { payments: 'degraded' }],
    ['mails wait', { mailsOldestSeconds: LATE_SECONDS.mails + 1 }, { mails: 'degraded' }],
  ] as const)('follows from what the platform knows: %s', (_, facts, states) => {
    expect(componentStates({ ...WELL, ...facts }, [])).toEqual({ ...ALL_UP, ...states })
  })

  it('is never better than what administrators say, and never better than what the platform knows', () => {
    const incident = fc.record({
      component: fc.constantFrom(...COMPONENTS),
      severity: fc.constantFrom(...INCIDENT_SEVERITIES),
    })
    const facts = fc.record({
      nexusIsAway: fc.boolean(),
      regions: fc.nat(3).map((away) => ({ open: 3, away })),
      outboxOldestSeconds: fc.nat(5_000),
      paymentsOldestSeconds: fc.nat(5_000),
      mailsOldestSeconds: fc.nat(5_000),
    })
    const rank = (state: string) => COMPONENT_STATES.findIndex((one) => one === state)
    fc.assert(
      fc.property(facts, fc.array(incident, { maxLength: 5 }), (known, open) => {
        const [alone, both] = [componentStates(known, []), componentStates(known, open)]
        for (const name of COMPONENTS) {
          const told = open
            .filter(({ component }) => component === name)
            .map(({ severity }) => rank(severity))
          expect(rank(both[name])).toBe(Math.max(rank(alone[name]), ...told))
        }
        expect(rank(worstState(Object.values(both)))).toBe(Math.max(...Object.values(both).map(rank)))
      }),
    )
  })
})
