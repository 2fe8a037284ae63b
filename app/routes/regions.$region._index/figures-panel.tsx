import { termsOf } from '#server/domain/culture/language-pack.ts'
import { type PublicRegion } from '#app/lib/api-types.ts'
import { formatCount, formatCredits, formatNumber, formatPercent, pluralOf } from '#app/lib/format.ts'
import {
  ELECTION_METHOD_LABELS,
  IMMIGRATION_LABELS,
  IMMIGRATION_WORDS,
  PVP_LABELS,
  PVP_WORDS,
  SPECIALIZATION_LABELS,
} from '#app/components/region/words.ts'
import { describePatrols } from '#app/lib/market-words.ts'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

const describeElections = ({ electionMethod, electionFrequencyDays, termLimit }: PublicRegion): string =>
  [
    ELECTION_METHOD_LABELS[electionMethod],
    `every ${electionFrequencyDays} days`,
    ...(termLimit === 0 ? [] : [`at most ${formatCount(termLimit, 'term')} in a row`]),
  ].join(', ')

/** Key figures and rules, for people who consider joining. */
export function FiguresPanel({ region }: { region: PublicRegion }) {
  const terms = termsOf(region.languagePack)
  const figures = [
    { label: pluralOf(terms.citizen), value: formatNumber(region.citizenCount) },
    { label: 'Population', value: formatNumber(region.population) },
    { label: pluralOf(terms.sector), value: formatNumber(region.totalSectors) },
    { label: 'Reputation', value: formatNumber(region.averageReputation) },
  ]
  return (
    <Panel title="At a glance">
      <dl className="mb-4 grid grid-cols-2 gap-4 sm:grid-cols-4">
        {figures.map((figure) => (
          <div key={figure.label}>
            <dt className="text-ink-2 text-sm">{figure.label}</dt>
            <dd className="numerals text-accent text-3xl font-semibold">{figure.value}</dd>
          </div>
        ))}
      </dl>
      <DataList
        items={[
          { label: terms.tax, value: formatPercent(region.taxRate) },
          { label: 'Tariff for visitors', value: formatPercent(region.tariffRate) },
          { label: 'Starting credits', value: formatCredits(region.startingCredits) },
          {
            label: 'Known for',
            value:
              region.economicSpecialization === null
                ? 'A bit of everything'
                : SPECIALIZATION_LABELS[region.economicSpecialization],
          },
          {
            label: 'Who can settle',
            value: (
              <span title={IMMIGRATION_WORDS[region.immigrationPolicy]}>
                {IMMIGRATION_LABELS[region.immigrationPolicy]}
              </span>
            ),
          },
          { label: 'Wait for citizenship', value: formatCount(region.citizenshipWaitDays, 'day') },
          {
            label: 'Combat',
            value: PVP_LABELS[region.pvpRule],
            note: PVP_WORDS[region.pvpRule],
          },
          { label: 'Elections', value: describeElections(region) },
          { label: 'Patrols', value: describePatrols(region.defenseLevel, region.patrolsOnDuty) },
        ]}
      />
    </Panel>
  )
}
