import { type Runtime } from '#server/runtime.ts'
import { openDemoWorld } from './demo-world-driver.ts'
import {
  beginStory,
  decree,
  fly,
  giveCulture,
  propose,
  vote,
  welcomeNewcomers,
  type DemoCast,
} from './demo-story.ts'
import { call, stand, voteInElections } from './demo-elections.ts'
import { negotiate, ratify } from './demo-treaties.ts'

const DAYS = 30

/**
 * Thirty days in the life of three regions, by the verbs that people use: settlers arrive, laws are decreed and voted, offices
 * are filled, treaties signed, and on the last day votes stand open. The same story at each installation, but for passwords.
 */
export async function tellDemoStory(runtime: Runtime): Promise<DemoCast> {
  const world = await openDemoWorld(runtime, { days: DAYS, seed: 'thirty days' })
  try {
    const cast = await beginStory(world)
    const open: string[] = []
    const deeds: Record<number, () => Promise<void>> = {
      1: async () => {
        open.push(...(await giveCulture(world, cast)))
      },
      3: () =>
        decree(world, cast, 'kessler-dominion', {
          taxRate: 0.14,
          startingCredits: 2_500,
          tradeBonuses: { equipment: 2.2, ore: 1.6, luxury: 1.1 },
        }),
      7: async () => {
        open.push(
          await propose(world, cast, {
            region: 'halcyon-commons',
            policyType: 'tax_rate',
            title: 'A tithe of eight per cent',
            description:
              'Enough for the patrols and the ring farms, and the lowest tithe on this side of the gate.',
            proposedChanges: { taxRate: 0.08 },
            votingDurationDays: 4,
          }),
        )
      },
      9: () => decree(world, cast, 'kessler-dominion', { pvpRule: 'contested_zones', defenseLevel: 3 }),
      12: () =>
        negotiate(
          world,
          cast,
          {
            from: 'halcyon-commons',
            to: 'lantern-ring',
            treatyType: 'trade_agreement',
            terms: { taxRelief: 0.25, durationDays: 120 },
          },
          true,
        ),
      20: () =>
        negotiate(
          world,
          cast,
          {
            from: 'kessler-dominion',
            to: 'lantern-ring',
            treatyType: 'non_aggression',
            terms: { durationDays: 90 },
          },
          true,
        ),
      13: async () => {
        open.push(
          await propose(world, cast, {
            region: 'halcyon-commons',
            policyType: 'immigration',
            title: 'Open gates',
            description: 'Whoever wants to live here may, without asking first.',
            proposedChanges: { immigrationPolicy: 'open', citizenshipWaitDays: 2 },
            votingDurationDays: 5,
          }),
        )
      },
      16: () => decree(world, cast, 'kessler-dominion', { taxRate: 0.12 }),
      17: async () => {
        open.push(
          await propose(world, cast, {
            region: 'lantern-ring',
            policyType: 'trade_policy',
            title: 'Light for the laboratories',
            description: 'More of our industry for technology and energy, less for luxury.',
            proposedChanges: { tradeBonuses: { technology: 2.4, energy: 1.8, luxury: 1.0 } },
            votingDurationDays: 3,
          }),
        )
      },
      22: async () => {
        open.push(
          await propose(world, cast, {
            region: 'halcyon-commons',
            policyType: 'defense',
            title: 'A second patrol wing',
            description: 'The frontier glades ask for it after the autumn raids.',
            proposedChanges: { defenseLevel: 2 },
            votingDurationDays: 3,
          }),
        )
      },
      // Every office's first election opened by itself on the first day. These two are called before their time.
      21: () =>
        call(world, cast, {
          region: 'halcyon-commons',
          position: 'ambassador',
          nominationDays: 7,
          votingDurationDays: 9,
        }),
      26: () =>
        call(world, cast, {
          region: 'lantern-ring',
          position: 'trade_commissioner',
          nominationDays: 7,
          votingDurationDays: 7,
        }),
      27: async () => {
        open.push(
          await propose(world, cast, {
            region: 'halcyon-commons',
            policyType: 'constitutional',
            title: 'Elections every sixty days',
            description: 'Shorter terms keep the Speaker close to the Commons. This needs two thirds.',
            proposedChanges: { electionFrequencyDays: 60 },
            votingDurationDays: 9,
          }),
        )
      },
      29: () =>
        negotiate(
          world,
          cast,
          {
            from: 'kessler-dominion',
            to: 'halcyon-commons',
            treatyType: 'cultural_exchange',
            terms: { durationDays: 60 },
          },
          false,
        ),
      28: async () => {
        open.push(
          await propose(world, cast, {
            region: 'lantern-ring',
            policyType: 'tax_rate',
            title: 'Seven per cent for three lamps more',
            description: 'The Circle wants to light the outer ring again.',
            proposedChanges: { taxRate: 0.07 },
            votingDurationDays: 7,
          }),
        )
      },
    }

    for (let day = 0; day < DAYS; day++) {
      await world.goTo(day, 10)
      await welcomeNewcomers(world, cast, day < 2 ? 2 : day < 12 ? 3 : 1)
      await deeds[day]?.()
      await world.goTo(day, 18)
      await fly(world, cast, 6)
      for (const policyId of open.splice(0)) await vote(world, cast, policyId)
      await voteInElections(world, cast)
      await stand(world, cast)
      await ratify(world, cast)
      await world.goTo(day, 23.95)
      await world.sweep()
    }
    return cast
  } finally {
    await world.close()
  }
}
