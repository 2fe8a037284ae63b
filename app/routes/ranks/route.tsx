import { type MetaFunction } from '@remix-run/node'
import { RouteError } from '#app/components/route-error.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCount, formatCredits, formatNumber, formatVoteWeight } from '#app/lib/format.ts'
import { CONTRACT_SIZES, rankForUnits } from '#server/domain/contracts/shortage.ts'
import {
  CREDITS_PER_POINT,
  REPUTATION_MAX,
  REPUTATION_PER_VOTE,
} from '#server/domain/membership/reputation.ts'
import { MAX_VOTING_WEIGHT, REPUTATION_PER_UNIT } from '#server/domain/membership/voting-power.ts'
import { HULLS, SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import {
  CREDITS_PER_RENOWN,
  RANK_NAMES,
  RANK_RENOWN,
  RANKS,
  RENOWN_PER_CONTRACT,
  RENOWN_PER_SECTOR,
  type Rank,
} from '#server/domain/ships/ranks.ts'

export const meta: MetaFunction = () => [
  { title: 'Ranks and reputation · SectorWars 2102' },
  { name: 'description', content: 'How pilots earn renown and rank, and members of a region reputation.' },
]

/** What a rank opens that the one below does not. */
function opens(rank: Rank): string {
  const hulls = SHIP_CLASSES.filter((hull) => (HULLS[hull].rank ?? 'cadet') === rank)
    .filter((hull) => HULLS[hull].yards.length > 0)
    .map((hull) => HULLS[hull].name)
  const sizes = CONTRACT_SIZES.filter((units) => rankForUnits(units) === rank).map(
    (units) => `contracts of ${units} units`,
  )
  const all = [...hulls, ...sizes]
  return all.length === 0 ? 'The name alone' : all.join(', ')
}

const COLUMNS: Column<Rank>[] = [
  { key: 'rank', header: 'Rank', primary: true, cell: (rank) => RANK_NAMES[rank] },
  { key: 'renown', header: 'From renown', numeric: true, cell: (rank) => formatNumber(RANK_RENOWN[rank]) },
  { key: 'opens', header: 'Opens', cell: opens },
]

/** How renown and reputation grow, by the numbers of the game. */
export default function RanksPage() {
  return (
    <>
      <PageHeader
        eyebrow="Pilots"
        title="Ranks and reputation"
        description="Renown is a pilot’s, in all galaxies, and makes the rank. Reputation is a member’s, in one region, and makes the vote heavier."
        actions={<LinkButton to="/pilots">All pilots</LinkButton>}
      />
      <div className="grid gap-6 lg:grid-cols-2">
        <Panel
          title="Renown"
          description="It falls while you buy goods and rises when you sell them. A rank is kept: it follows the highest renown that you ever had."
        >
          <DataList
            className="-my-2.5"
            items={[
              {
                label: `Each ${formatCredits(CREDITS_PER_RENOWN)} of profit from trade`,
                value: formatCount(1, 'point'),
              },
              { label: 'Each contract filled', value: formatCount(RENOWN_PER_CONTRACT, 'point') },
              { label: 'Each sector charted', value: formatCount(RENOWN_PER_SECTOR, 'point') },
            ]}
          />
        </Panel>
        <Panel
          title="Reputation in a region"
          description={`From 0 to ${formatNumber(REPUTATION_MAX)}, for residents and citizens. Gifts and payments earn none.`}
        >
          <DataList
            className="-my-2.5"
            items={[
              {
                label: `Each ${formatCredits(CREDITS_PER_POINT.trade)} of sales in the region`,
                value: formatCount(1, 'point'),
              },
              {
                label: `Each ${formatCredits(CREDITS_PER_POINT.tax)} of tax on them`,
                value: formatCount(1, 'point'),
              },
              { label: 'Each vote, after its close', value: formatCount(REPUTATION_PER_VOTE, 'point') },
              {
                label: 'What it does',
                value: `+${formatVoteWeight(1)} vote for every ${REPUTATION_PER_UNIT} points, up to ${formatVoteWeight(MAX_VOTING_WEIGHT)}`,
              },
            ]}
          />
        </Panel>
        <Panel
          title="Ranks"
          description="A rank opens hulls and larger contracts. It changes no price, no vote and no fight."
          className="lg:col-span-2"
          flush
        >
          <Table caption="Ranks" columns={COLUMNS} rows={RANKS} rowKey={(rank) => rank} />
        </Panel>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
