import { COMMODITIES } from '../economy/commodities.ts'
import { defenseUpkeepPerDay } from '../economy/defense-upkeep.ts'
import { outputFactors } from '../economy/output.ts'
import { mintedForNewcomer } from '../economy/starting-credits.ts'
import { shareOf } from '../rates.ts'
import { type RegionSettings } from '../regions/settings.ts'
import { IMPACT_DAYS, impactLine, noFigures, type ImpactLine, type ImpactQuestion } from './impact-line.ts'

export const taxImpact = (question: ImpactQuestion): ImpactLine[] =>
  shareImpact(question, 'Tax income', question.month.taxedSales, ({ taxRateBp }) => taxRateBp)

export const tariffImpact = (question: ImpactQuestion): ImpactLine[] =>
  shareImpact(question, 'Tariff income', question.month.dutiable, ({ tariffBp }) => tariffBp)

/** Income that is a share of what was traded. */
function shareImpact(
  question: ImpactQuestion,
  what: string,
  traded: number | null,
  rateOf: (settings: RegionSettings) => number,
): ImpactLine[] {
  if (traded === null) return [noFigures(question, what, 'credits')]
  return [
    impactLine(question, {
      what,
      unit: 'credits',
      valueOf: (settings) => Number(shareOf(BigInt(traded), rateOf(settings))),
    }),
  ]
}

export function startingCreditsImpact(question: ImpactQuestion): ImpactLine[] {
  const lines = {
    'Starting credits paid to new players': (startingCredits: number) => startingCredits,
    'Of these from the treasury': (startingCredits: number) =>
      startingCredits - mintedForNewcomer(startingCredits),
  }
  const { newcomers } = question.month
  return Object.entries(lines).map(([what, each]) =>
    newcomers === null
      ? noFigures(question, what, 'credits')
      : impactLine(question, {
          what,
          unit: 'credits',
          valueOf: ({ startingCredits }) => newcomers * each(startingCredits),
        }),
  )
}

/** One line per good whose output changes. Bonuses only shift a fixed output, so this needs no figures. */
export function outputImpact({ lever, before, after }: ImpactQuestion): ImpactLine[] {
  const was = outputFactors(before.tradeBonuses, before.economicSpecialization)
  const willBe = outputFactors(after.tradeBonuses, after.economicSpecialization)
  const line = (what: string, from: number, to: number, note: string): ImpactLine => ({
    lever,
    what,
    unit: 'percent',
    before: from / 100,
    after: to / 100,
    basis: 'rule',
    note,
  })
  const changed = COMMODITIES.filter((good) => was[good] !== willBe[good])
  if (changed.length === 0)
    return [
      line('Output of goods', 10_000, 10_000, 'Raising all bonuses by the same factor changes nothing.'),
    ]
  return changed.map((good) =>
    line(
      `Output of ${good}`,
      was[good],
      willBe[good],
      'Compared with an even distribution of the region’s output.',
    ),
  )
}

export function defenseImpact(question: ImpactQuestion): ImpactLine[] {
  const { treasury } = question.month
  const upkeep = impactLine(question, {
    what: `Patrol upkeep in ${IMPACT_DAYS} days`,
    unit: 'credits',
    valueOf: ({ defenseLevel }) => Number(defenseUpkeepPerDay(defenseLevel)) * IMPACT_DAYS,
    basis: 'rule',
    note: 'Paid daily, as far as the treasury can afford it.',
  })
  const what = 'Days of patrols that the treasury can pay for'
  if (treasury === null) return [upkeep, noFigures(question, what, 'days')]
  const days = impactLine(question, {
    what,
    unit: 'days',
    valueOf: ({ defenseLevel }) => {
      const daily = defenseUpkeepPerDay(defenseLevel)
      return daily === 0n ? null : Number(BigInt(treasury) / daily)
    },
    note: 'With today’s treasury and no income. No number if there is nothing to pay.',
  })
  return [upkeep, days]
}
