import { goodsWords, premiumWords } from '#app/components/contracts/contract-words.ts'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'
import { type View } from './trade-wish.ts'

type Contract = View['contracts'][number]

/** What the ports here pay extra for, and what the pilot has promised elsewhere. */
export function ContractsPanel({ view }: DeckProps) {
  const hasHub = view.ports.some(({ portClass }) => portClass === 'trade_hub')
  return (
    <Panel title="Contracts">
      <div className="grid gap-3">
        {view.contracts.length > 0 ? (
          <ul className="grid gap-3">
            {view.contracts.map((contract) => (
              <ContractLine key={contract.id} contract={contract} here={view.sector.id} />
            ))}
          </ul>
        ) : (
          <p className="text-ink-2 text-sm">No port here pays extra, and you have taken nothing.</p>
        )}
        {hasHub ? (
          <p className="text-ink-2 text-sm">Sealed goods wait at this trade hub for a courier.</p>
        ) : null}
        <p>
          <LinkButton to="/play/contracts" size="sm">
            All contracts
          </LinkButton>
        </p>
      </div>
    </Panel>
  )
}

function ContractLine({ contract, here }: { contract: Contract; here: number }) {
  const { state, port, units, delivered, dueAt } = contract
  const isHere = port.sectorId === here
  return (
    <li>
      <p className="font-semibold">
        {goodsWords(contract)} {isHere ? `for ${port.name}` : `to ${port.name}, ${port.sectorName}`}
      </p>
      <p className="text-ink-2 text-sm">
        {state === 'taken' ? 'Yours: ' : ''}
        {premiumWords(contract)}
        {delivered > 0 ? `, ${formatNumber(delivered)} of ${formatNumber(units)} delivered` : ''}, by{' '}
        <Time at={dueAt} />
      </p>
    </li>
  )
}
