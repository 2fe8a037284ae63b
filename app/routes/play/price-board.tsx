import { Table, type Column } from '#app/components/ui/table.tsx'
import { COMMODITY_LABELS } from '#app/components/region/words.ts'
import { formatCredits, formatNumber, formatPercent } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { BOARD_LOT } from '#server/domain/economy/price-board.ts'

type View = NonNullable<ApiOutputs['space']['mySector']>
type Port = View['ports'][number]
type Line = Port['board'][number]
type Props = { port: Port; tax: View['tax'] }

const goodColumns: Column<Line>[] = [
  { key: 'good', header: 'Good', primary: true, cell: (line) => COMMODITY_LABELS[line.commodity] },
  {
    key: 'stock',
    header: 'In stock',
    numeric: true,
    cell: (line) => `${formatNumber(line.stock)} of ${formatNumber(line.capacity)}`,
  },
]
const perDay = (header: string): Column<Line> => ({
  key: 'day',
  header,
  numeric: true,
  cell: (line) => formatNumber(line.perDay),
})
const amount = (key: 'net' | 'tax' | 'tariff', header: string, without: string): Column<Line> => ({
  key,
  header,
  numeric: true,
  cell: (line) => (line.offer ? formatCredits(line.offer[key]) : without),
})

const tariffColumn = amount('tariff', 'Tariff', '–')
const forSale = (hasTariff: boolean) => [
  ...goodColumns,
  perDay('Makes per day'),
  ...(hasTariff ? [tariffColumn] : []),
  amount('net', `Price of ${BOARD_LOT} units`, 'Sold out'),
]
const wanted = (hasTariff: boolean) => [
  ...goodColumns,
  perDay('Uses per day'),
  ...(hasTariff ? [tariffColumn] : []),
  amount('tax', 'Tax', '–'),
  amount('net', `You get for ${BOARD_LOT} units`, '–'),
]

/** A port's prices under the current law. */
export function PriceBoard({ port, tax }: Props) {
  const selling = port.board.filter(({ role }) => role === 'sells')
  const buying = port.board.filter(({ role }) => role === 'buys')
  const hasTariff = port.board.some(({ offer }) => offer !== null && offer.tariff > 0)
  return (
    <div className="grid gap-5 py-4 sm:py-5">
      {selling.length === 0 ? null : (
        <section className="grid gap-1">
          <h3 className="px-4 font-semibold sm:px-6">For sale</h3>
          <Table
            caption={`Goods that ${port.name} sells`}
            columns={forSale(hasTariff)}
            rows={selling}
            rowKey={(line) => line.commodity}
          />
        </section>
      )}
      {buying.length === 0 ? null : (
        <section className="grid gap-1">
          <h3 className="px-4 font-semibold sm:px-6">Wanted</h3>
          <Table
            caption={`Goods that ${port.name} buys`}
            columns={wanted(hasTariff)}
            rows={buying}
            rowKey={(line) => line.commodity}
          />
        </section>
      )}
      <p className="text-ink-2 px-4 text-sm text-pretty sm:px-6">
        {tax.rate < tax.lawRate
          ? `Sales tax: ${formatPercent(tax.rate)} for you instead of ${formatPercent(tax.lawRate)}, thanks to your region’s treaty.`
          : `Sales tax: ${formatPercent(tax.rate)}.`}{' '}
        Trading is not open yet, so stocks do not change.
      </p>
    </div>
  )
}
