import { useFetcher } from '@remix-run/react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { type Commodity } from '#server/domain/economy/commodities.ts'

export type SaveTradeProps = {
  fromPort: number
  toPort: number
  commodity: Commodity
  /** It is in the notebook, and the button takes it out. */
  saved: boolean
}

/** Puts a trade into the notebook, or takes it out. */
export function SaveTrade({ saved, commodity, ...ports }: SaveTradeProps) {
  const fetcher = useFetcher<{ done: boolean }>()
  const isSaved = saved !== (fetcher.data?.done === true)
  const name = COMMODITY_LABELS[commodity].toLowerCase()
  return (
    <fetcher.Form method="post" action="/play/notebook">
      <input type="hidden" name="intent" value="route" />
      <input type="hidden" name="fromPort" value={ports.fromPort} />
      <input type="hidden" name="toPort" value={ports.toPort} />
      <input type="hidden" name="commodity" value={commodity} />
      <input type="hidden" name="saved" value={saved ? 'no' : 'yes'} />
      <Button
        type="submit"
        size="sm"
        variant="ghost"
        pending={fetcher.state !== 'idle'}
        disabled={isSaved !== saved}
        aria-label={saved ? `Remove the trade of ${name}` : `Save the trade of ${name}`}
      >
        {saved ? 'Remove' : isSaved ? 'Saved' : 'Save'}
      </Button>
    </fetcher.Form>
  )
}
