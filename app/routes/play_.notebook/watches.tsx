import { Form } from '@remix-run/react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { TradeEnd } from '#app/components/trade/trade-end.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { KeepFocus } from '#app/components/ui/keep-focus.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Notebook = ApiOutputs['trade']['notebook']
type Watch = Notebook['watches'][number]

function priceText({ market, limit }: Watch): string {
  if (!market) return `Wanted: ${formatCredits(limit)}`
  const now = market.net === null ? 'sold out' : formatCredits(market.net)
  return market.role === 'sells'
    ? `${now}, wanted ${formatCredits(limit)} or less`
    : `${now}, wanted ${formatCredits(limit)} or more`
}

const columnsFor = (here: number): Column<Watch>[] => [
  { key: 'good', header: 'Good', primary: true, cell: ({ commodity }) => COMMODITY_LABELS[commodity] },
  {
    key: 'port',
    header: 'Port',
    cell: ({ market }) =>
      market ? <TradeEnd end={market} here={here} /> : <span className="text-ink-2">Seen too long ago</span>,
  },
  { key: 'price', header: 'Price', cell: priceText },
  {
    key: 'state',
    header: 'State',
    cell: ({ isMet }) => (isMet ? <Badge tone="success">Reached</Badge> : <Badge>Waiting</Badge>),
  },
  {
    key: 'end',
    header: <span className="sr-only">End</span>,
    numeric: true,
    cell: ({ portId, commodity, market }) => (
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="watch" />
        <input type="hidden" name="portId" value={portId} />
        <input type="hidden" name="commodity" value={commodity} />
        <input type="hidden" name="limit" value="" />
        <Button
          type="submit"
          size="sm"
          variant="ghost"
          aria-label={`Stop watching ${COMMODITY_LABELS[commodity].toLowerCase()} at ${market?.portName ?? 'this port'}`}
        >
          Stop
        </Button>
      </Form>
    ),
  },
]

/** The prices that a pilot waits for. */
export const Watches = ({ notebook }: { notebook: Notebook }) => (
  <KeepFocus>
    <Table
      caption="Watched prices"
      columns={columnsFor(notebook.sectorId)}
      rows={notebook.watches}
      rowKey={({ portId, commodity }) => `${portId}/${commodity}`}
      empty={
        <EmptyState
          title="You watch no price"
          action={<LinkButton to="/play/prices">Prices that you know</LinkButton>}
        >
          Open a good among the prices that you know and say at what price you want to be told.
        </EmptyState>
      }
    />
  </KeepFocus>
)
