import { Link } from '@remix-run/react'
import { NewsItems } from '#app/components/trade/news-items.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Today = ApiOutputs['trade']['log']['today']

/** What moves markets where the ship is, and the contracts that wait there. */
export const TodayLines = ({ contracts, ...news }: Today) => (
  <Panel title="Today" description="What moves markets where you are, the nearest first.">
    <ul className="grid gap-3">
      <NewsItems {...news} />
      <li>
        <Link to="/play/contracts" className="link">
          {contracts.open === 0 ? 'No open contracts' : formatCount(contracts.open, 'open contract')}
        </Link>
        {contracts.nextDueAt === null ? (
          '.'
        ) : (
          <>
            ; you have taken {contracts.mine}, the next is due{' '}
            <Time at={contracts.nextDueAt} format="relative" />.
          </>
        )}
      </li>
    </ul>
  </Panel>
)
