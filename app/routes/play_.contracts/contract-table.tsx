import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { KeepFocus } from '#app/components/ui/keep-focus.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatLabel, formatNumber } from '#app/lib/format.ts'
import { hasRank, RANK_NAMES } from '#server/domain/ships/ranks.ts'
import { goodsWords, premiumWords, turnsWords } from '#app/components/contracts/contract-words.ts'
import { type Board, type Contract } from './board.ts'

type Props = { caption: string; contracts: readonly Contract[]; board: Board; empty: React.ReactNode }

/** Contracts with what they bring, by when, and what one can do about them. */
export function ContractTable({ caption, contracts, board, empty }: Props) {
  const columns: Column<Contract>[] = [
    { key: 'what', header: 'Wanted', primary: true, cell: (contract) => <Wanted contract={contract} /> },
    {
      key: 'where',
      header: 'Where',
      cell: ({ port }) => `${port.name}, ${port.sectorName} (${turnsWords(port.turns)})`,
    },
    { key: 'premium', header: 'Pays', numeric: true, cell: premiumWords },
    { key: 'due', header: 'By', cell: ({ dueAt }) => <Time at={dueAt} /> },
    {
      key: 'action',
      header: 'Action',
      numeric: true,
      cell: (contract) => <Actions contract={contract} board={board} />,
    },
  ]
  return (
    <KeepFocus>
      <Table caption={caption} columns={columns} rows={contracts} rowKey={({ id }) => id} empty={empty} />
    </KeepFocus>
  )
}

function Wanted({ contract }: { contract: Contract }) {
  const { kind, delivered, units } = contract
  return (
    <>
      {goodsWords(contract)}
      <span className="text-ink-2 block text-sm font-normal">
        {formatLabel(kind)}
        {delivered > 0 ? `, ${formatNumber(delivered)} of ${formatNumber(units)} delivered` : ''}
      </span>
    </>
  )
}

function Actions({ contract, board }: { contract: Contract; board: Board }) {
  const { id, kind, state, port, rank } = contract
  const isHere = port.sectorId === board.sectorId
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      {kind === 'shortage' && state === 'open' ? (
        hasRank(board.rank, rank) ? (
          <Act intent="take" contractId={id} label="Take" about={goodsWords(contract)} />
        ) : (
          <span className="text-ink-2 text-sm">Needs the rank of {RANK_NAMES[rank]}</span>
        )
      ) : null}
      {kind === 'courier' && isHere ? (
        <Act intent="deliver" contractId={id} label="Hand over" about={`to ${port.name}`} />
      ) : null}
      {isHere ? null : (
        <LinkButton to={`/play?to=${port.sectorId}`} size="sm" variant="ghost">
          <span>
            Route<span className="sr-only"> to {port.name}</span>
          </span>
        </LinkButton>
      )}
      {state === 'taken' ? <GiveUp contract={contract} /> : null}
    </span>
  )
}

function Act(props: { intent: string; contractId: string; label: string; about: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={props.intent} />
      <input type="hidden" name="contractId" value={props.contractId} />
      <Button type="submit" size="sm">
        <span>
          {props.label}
          <span className="sr-only"> {props.about}</span>
        </span>
      </Button>
    </Form>
  )
}

function GiveUp({ contract }: { contract: Contract }) {
  return (
    <ConfirmDialog
      title="Give this contract up?"
      confirmLabel="Give up"
      trigger={
        <Button size="sm" variant="ghost">
          <span>
            Give up<span className="sr-only"> {goodsWords(contract)}</span>
          </span>
        </Button>
      }
      fields={{ intent: 'give-up', contractId: contract.id }}
    >
      {contract.kind === 'courier'
        ? 'The sealed goods are left behind and your deposit goes to the treasury.'
        : 'Another pilot can take it then. What you delivered does not count for it any more. It still counts as taken today.'}
    </ConfirmDialog>
  )
}
