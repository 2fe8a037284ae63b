import { Link } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatBasisPoints, formatCredits, formatNumber, formatPercent } from '#app/lib/format.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { BOARD_LOT } from '#server/domain/economy/price-board.ts'
import { largestOrder } from '#server/domain/trade/preview-order.ts'
import { fillLabel, noOrderWords } from './trade-words.ts'
import { dealingOf, type BoardLine, type Port, type View } from './trade-wish.ts'

type Choose = (commodity: Commodity, quantity: string, focus: 'confirm' | 'quantity') => void
type Props = { view: View; port: Port; selected: Commodity | null; onChoose: Choose }

/** A port's prices under the current law, and the ways to trade each good. */
export function PriceBoard({ view, port, selected, onChoose }: Props) {
  const goodColumns: Column<BoardLine>[] = [
    {
      key: 'good',
      header: 'Good',
      primary: true,
      cell: ({ commodity }) => (
        <>
          {COMMODITY_LABELS[commodity]}
          <Link
            to={`/play/prices/${port.id}/${commodity}`}
            className="link text-ink-2 ml-3 text-sm font-normal xl:ml-0 xl:block"
          >
            Price history<span className="sr-only"> of {COMMODITY_LABELS[commodity].toLowerCase()}</span>
          </Link>
        </>
      ),
    },
    {
      key: 'stock',
      header: 'In stock',
      numeric: true,
      cell: (line) => `${formatNumber(line.stock)} of ${formatNumber(line.capacity)}`,
    },
  ]
  const trade: Column<BoardLine> = {
    key: 'trade',
    header: 'Trade',
    numeric: true,
    cell: (line) => <TradeLinks {...{ view, port, line, onChoose }} />,
  }
  const forSale = [...goodColumns, perDay('Makes per day'), amount('net', BUYING, 'Sold out'), trade]
  const wanted = [...goodColumns, perDay('Uses per day'), amount('net', SELLING, '–'), trade]
  const tableOf = (role: BoardLine['role']) => ({
    rows: port.board.filter((line) => line.role === role),
    rowKey: ({ commodity }: BoardLine) => commodity,
    isSelected: ({ commodity }: BoardLine) => commodity === selected,
  })
  return (
    <div className="grid gap-5 py-4 sm:py-5">
      {port.sells.length === 0 ? null : (
        <section className="grid gap-1">
          <h3 className="px-4 font-semibold sm:px-6">For sale</h3>
          <Table caption={`Goods that ${port.name} sells`} columns={forSale} {...tableOf('sells')} />
        </section>
      )}
      {port.buys.length === 0 ? null : (
        <section className="grid gap-1">
          <h3 className="px-4 font-semibold sm:px-6">Wanted</h3>
          <Table caption={`Goods that ${port.name} buys`} columns={wanted} {...tableOf('buys')} />
        </section>
      )}
      <p className="text-ink-2 px-4 text-sm text-pretty sm:px-6">{leviesWords(view)}</p>
    </div>
  )
}

/** The ways to an order of a good: as large as possible, or of a chosen size. Links, so that they work without scripts. */
function TradeLinks({
  view,
  port,
  line,
  onChoose,
}: Pick<Props, 'view' | 'port' | 'onChoose'> & { line: BoardLine }) {
  const { commodity } = line
  const { means, ...dealing } = dealingOf(line, view)
  const largest = largestOrder(dealing, means)
  if (largest.quantity === 0)
    return <span className="text-ink-2 text-sm">{noOrderWords(dealing.side, largest)}</span>
  const good = COMMODITY_LABELS[commodity].toLowerCase()
  const link = (quantity: number, focus: 'confirm' | 'quantity') => ({
    to: `/play?port=${port.id}&good=${commodity}&quantity=${quantity}#order`,
    size: 'sm' as const,
    onClick: (event: React.MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      onChoose(commodity, String(quantity), focus)
    },
  })
  return (
    <span className="flex flex-wrap justify-end gap-2">
      <LinkButton {...link(largest.quantity, 'confirm')}>
        <span>
          {fillLabel(dealing.side, largest)}
          <span className="sr-only">
            {dealing.side === 'buy' && largest.limit === 'hold' ? ' with' : ''} {good}
          </span>
        </span>
      </LinkButton>
      <LinkButton variant="ghost" {...link(1, 'quantity')}>
        <span>
          Amount<span className="sr-only"> of {good}</span>
        </span>
      </LinkButton>
    </span>
  )
}

const BUYING = `Price of ${BOARD_LOT} units`
const SELLING = `You get for ${BOARD_LOT} units`

const perDay = (header: string): Column<BoardLine> => ({
  key: 'day',
  header,
  numeric: true,
  cell: (line) => formatNumber(line.perDay),
})

const amount = (key: 'net', header: string, without: string): Column<BoardLine> => ({
  key,
  header,
  numeric: true,
  cell: (line) => (line.offer ? formatCredits(line.offer[key]) : without),
})

function leviesWords({ tax, rates }: View): string {
  const taxed =
    tax.rate < tax.lawRate
      ? `Sales tax: ${formatPercent(tax.rate)} for you instead of ${formatPercent(tax.lawRate)}, thanks to your region’s treaty.`
      : `Sales tax: ${formatPercent(tax.rate)}.`
  return rates.tariffBp > 0 ? `${taxed} Tariff for you: ${formatBasisPoints(rates.tariffBp)}.` : taxed
}
