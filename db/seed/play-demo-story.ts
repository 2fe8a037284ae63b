import { type Runtime } from '#server/runtime.ts'
import { proposeToCouncil, voteInCouncil, type CouncilMotion } from './demo-council.ts'
import { openDemoWorld } from './demo-world-driver.ts'
import {
  createStartingWorld,
  issueDecree,
  movePilots,
  setCulture,
  proposeDemoPolicy,
  voteOnPolicy,
  addNewcomers,
  type DemoCast,
  type Motion,
} from './demo-story.ts'
import { callDemoElection, nominateCandidates, voteInElections, type ElectionPlan } from './demo-elections.ts'
import { holdRecall } from './demo-recall.ts'
import { sendPilotsToWork } from './demo-trade.ts'
import { sendTravellers } from './demo-travel.ts'
import { donateToTreasury } from './demo-treasury.ts'
import { negotiateTreaty, voteOnTreaties, offerRenewal, type Answer, type Offer } from './demo-treaties.ts'
import { NIGHT_HOUR } from './story-time.ts'

/**
 * Thirty days in three regions, or the first of them (`DEMO_DAYS`), using the same verbs as players: settlers arrive, trade,
 * fill contracts and travel, laws are decreed and voted on, offices filled, treaties signed, and on the last day some votes are
 * still open. The same story on every installation, except for passwords.
 */
export async function playDemoStory(runtime: Runtime, shutdown: AbortSignal): Promise<DemoCast> {
  const days = runtime.env.DEMO_DAYS
  const world = await openDemoWorld(runtime, { days, seed: 'thirty days', shutdown })
  try {
    const cast = await createStartingWorld(world)
    const open: string[] = []
    const proposes = (motion: Motion) => async () =>
      void open.push(await proposeDemoPolicy(world, cast, motion))
    const calls = (plan: ElectionPlan) => () => callDemoElection(world, cast, plan)
    const offers = (offer: Offer, answer: Answer) => () => negotiateTreaty(world, cast, offer, answer)
    const brings = (motion: CouncilMotion) => () => proposeToCouncil(world, cast, motion)

    const mornings: Record<number, () => Promise<void>> = {
      1: async () => void open.push(...(await setCulture(world, cast))),
      3: () =>
        issueDecree(world, cast, 'kessler-dominion', {
          taxRate: 0.14,
          startingCredits: 2_500,
          tradeBonuses: { equipment: 2.2, ore: 1.6, luxury: 1.1 },
        }),
      7: proposes({
        region: 'halcyon-commons',
        policyType: 'tax_rate',
        title: 'A tithe of eight per cent',
        description:
          'Enough for the patrols and the ring farms, and the lowest tithe on this side of the gate.',
        proposedChanges: { taxRate: 0.08 },
        votingDurationDays: 4,
      }),
      9: () => issueDecree(world, cast, 'kessler-dominion', { pvpRule: 'contested_zones', defenseLevel: 3 }),
      10: offers(
        {
          from: 'lantern-ring',
          to: 'kessler-dominion',
          treatyType: 'trade_agreement',
          terms: { taxRelief: 0.1, durationDays: 28 },
        },
        'signed',
      ),
      12: offers(
        {
          from: 'halcyon-commons',
          to: 'lantern-ring',
          treatyType: 'trade_agreement',
          terms: { taxRelief: 0.25, durationDays: 120 },
        },
        'signed',
      ),
      13: proposes({
        region: 'halcyon-commons',
        policyType: 'immigration',
        title: 'Open gates',
        description: 'Anyone who wants to live here can, without applying first.',
        proposedChanges: { immigrationPolicy: 'open', citizenshipWaitDays: 2 },
        votingDurationDays: 5,
      }),
      15: () => issueDecree(world, cast, 'kessler-dominion', { taxRate: 0.12 }),
      // The first election of every office opened automatically on day 1 and closes on day 15, at this hour and a
      // moment that depends on the machine. The elections below are called a day later, before their regular time.
      16: calls({
        region: 'halcyon-commons',
        position: 'trade_commissioner',
        nominationDays: 3,
        votingDurationDays: 4,
      }),
      17: proposes({
        region: 'lantern-ring',
        policyType: 'trade_policy',
        title: 'Light for the laboratories',
        description: 'More of our industry for technology and energy, less for luxury.',
        proposedChanges: { tradeBonuses: { technology: 2.4, energy: 1.8, luxury: 1.0 } },
        votingDurationDays: 3,
      }),
      18: offers(
        {
          from: 'lantern-ring',
          to: 'halcyon-commons',
          treatyType: 'cultural_exchange',
          terms: { durationDays: 30 },
        },
        { otherTerms: { durationDays: 90 } },
      ),
      19: brings({
        seat: 'lantern-ring',
        motionType: 'gate_toll',
        title: 'Twenty credits at the gates',
        description: 'Small haulers should not pay for large ones.',
        value: 20,
        votingDurationDays: 3,
      }),
      20: offers(
        {
          from: 'kessler-dominion',
          to: 'lantern-ring',
          treatyType: 'non_aggression',
          terms: { durationDays: 90 },
        },
        'signed',
      ),
      21: calls({
        region: 'halcyon-commons',
        position: 'ambassador',
        nominationDays: 7,
        votingDurationDays: 9,
      }),
      22: proposes({
        region: 'halcyon-commons',
        policyType: 'defense',
        title: 'A second patrol wing',
        description: 'The frontier glades ask for it after the autumn raids.',
        proposedChanges: { defenseLevel: 2 },
        votingDurationDays: 3,
      }),
      25: () =>
        offerRenewal(world, cast, {
          from: 'kessler-dominion',
          to: 'lantern-ring',
          treatyType: 'trade_agreement',
          terms: { taxRelief: 0.15, durationDays: 60 },
        }),
      26: calls({
        region: 'lantern-ring',
        position: 'trade_commissioner',
        nominationDays: 7,
        votingDurationDays: 7,
      }),
      27: proposes({
        region: 'halcyon-commons',
        policyType: 'constitutional',
        title: 'Elections every sixty days',
        description: 'Shorter terms keep the Speaker close to the Commons. This needs two thirds.',
        proposedChanges: { electionFrequencyDays: 60 },
        votingDurationDays: 9,
      }),
      28: async () => {
        await proposes({
          region: 'lantern-ring',
          policyType: 'tax_rate',
          title: 'Seven per cent for three lamps more',
          description: 'The Circle wants to light the outer ring again.',
          proposedChanges: { taxRate: 0.07 },
          votingDurationDays: 7,
        })()
        await brings({
          seat: 'halcyon-commons',
          motionType: 'motion',
          title: 'One almanac for all traditions',
          description: 'Let every region write its feasts into one calendar, and every port hang it up.',
          value: null,
          votingDurationDays: 7,
        })()
      },
      29: async () => {
        const winter = { effectiveInDays: 6, expiresAfterDays: 60 }
        await issueDecree(world, cast, 'kessler-dominion', { startingCredits: 3_000 }, winter)
        await offers(
          {
            from: 'kessler-dominion',
            to: 'halcyon-commons',
            treatyType: 'cultural_exchange',
            terms: { durationDays: 60 },
          },
          'waiting',
        )()
      },
    }

    const evenings: Record<number, () => Promise<void>> = {
      11: () => donateToTreasury(world, cast, 'kessler-dominion', 10),
      28: () => donateToTreasury(world, cast, 'kessler-dominion', 30),
    }

    const nights: Record<number, () => Promise<void>> = {
      // The council took office on day 15, at an hour that depends on the machine, and cannot be recalled in its
      // first week. The vote ends when the story ends.
      22: () =>
        holdRecall(world, cast, {
          region: 'lantern-ring',
          position: 'council_member',
          reason: 'Three sittings of the Circle without a word, and the outer lamps still dark.',
        }),
    }

    for (let day = 0; day < days; day++) {
      await world.goTo(day, 10)
      await addNewcomers(world, cast, day < 2 ? 2 : day < 12 ? 3 : 1)
      await mornings[day]?.()
      await world.goTo(day, 14)
      await sendPilotsToWork(world, cast, day, days)
      await sendTravellers(world, cast, day, 14)
      await world.goTo(day, 18)
      await movePilots(world, cast, 6)
      for (const policyId of open.splice(0)) await voteOnPolicy(world, cast, policyId)
      await voteInElections(world, cast)
      await nominateCandidates(world, cast)
      await voteOnTreaties(world, cast)
      await voteInCouncil(world, cast)
      await evenings[day]?.()
      await world.goTo(day, NIGHT_HOUR)
      await nights[day]?.()
      await world.sweep()
    }
    return cast
  } finally {
    await world.close()
  }
}
