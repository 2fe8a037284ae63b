import { Link } from '@remix-run/react'
import { type ReactNode } from 'react'
import { goodsWords } from '#app/components/contracts/contract-words.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { lawPath } from '#server/domain/regions/paths.ts'

type Log = ApiOutputs['trade']['log']
type Fight = Log['fights'][number]
type EndedContract = Log['endedContracts'][number]
type News = ApiOutputs['pilots']['news']
type Line = { key: string; at: string; words: ReactNode }

/** Laws, fights and contracts of the last days, and the votes that wait. Nothing where there is nothing. */
export function NewsLines({
  fights,
  endedContracts,
  news,
  newAfter,
}: {
  fights: readonly Fight[]
  endedContracts: readonly EndedContract[]
  news: News
  newAfter: string | null
}) {
  const lines = [
    ...fights.map(fightLine),
    ...endedContracts.map(contractLine),
    ...news.laws.map(lawLine),
  ].sort((a, b) => b.at.localeCompare(a.at))
  const waiting = news.votes.filter(({ hasVoted }) => !hasVoted)
  if (lines.length === 0 && waiting.length === 0) return null
  return (
    <Panel
      title="Last seven days"
      description="Laws and votes where you are or are a citizen, your contracts and fights where you are."
    >
      <ul className="grid gap-3">
        {waiting.map(({ subjectId, title, closesAt }) => (
          <li key={subjectId}>
            <Link to="/votes" className="link">
              Vote: {title}
            </Link>{' '}
            <span className="text-ink-2 text-sm">
              closes <Time at={closesAt} format="relative" />
            </span>
          </li>
        ))}
        {lines.map(({ key, at, words }) => (
          <li key={key}>
            {newAfter !== null && at > newAfter ? (
              <Badge tone="accent" className="mr-2">
                New
              </Badge>
            ) : null}
            {words}{' '}
            <span className="text-ink-2 text-sm">
              <Time at={at} format="relative" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const lawLine = ({ number, title, enactedAt, region }: News['laws'][number]): Line => ({
  key: `law ${region.name} ${number}`,
  at: enactedAt,
  words: (
    <Link to={lawPath(region.name, number)} className="link">
      {region.displayName}, law {number}: {title}
    </Link>
  ),
})

function contractLine({ id, at, isFilled, delivered, premium, port, ...goods }: EndedContract): Line {
  const what = `${goodsWords(goods)} for ${port ?? 'a port that is gone'}`
  const missed = delivered > 0 ? `${formatNumber(delivered)} of them delivered` : 'nothing delivered'
  const words = isFilled
    ? `Contract filled: ${what}, +${formatCredits(premium)}.`
    : `Contract not filled: ${what}, ${missed}.`
  return { key: id, at, words }
}

function fightLine({ id, at, sectorId, other, isAttacker, won }: Fight): Line {
  const who = other ?? 'a pilot who is gone'
  const where = `in sector ${formatNumber(sectorId)}`
  const words = isAttacker
    ? `You attacked ${who} ${where} and ${won ? 'won' : 'failed'}.`
    : won
      ? `${who} attacked and defeated you ${where}.`
      : `${who} attacked you ${where} and failed.`
  return { key: id, at, words }
}
