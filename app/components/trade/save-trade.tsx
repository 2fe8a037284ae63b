import { useFetcher } from '@remix-run/react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { type Commodity } from '#server/domain/economy/commodities.ts'

export type SaveTradeProps = {
  fromPort: number
  toPort: number
  commodity: Commodity
  /** Both ports by name, to tell this button from those of other trades. */
  ends: string
  /** It is in the notebook, and the button takes it out. */
  saved: boolean
}

/** Puts a trade into the notebook, or takes it out. */
export function SaveTrade({ saved, commodity, ends, ...ports }: SaveTradeProps) {
  const fetcher = useFetcher<{ done?: boolean; message: string | null }>()
  const isSaved = saved !== (fetcher.data?.done === true)
  const name = `the trade of ${COMMODITY_LABELS[commodity].toLowerCase()}, ${ends}`
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
        aria-label={saved ? `Remove ${name}` : `Save ${name}`}
      >
        {saved ? 'Remove' : isSaved ? 'Saved' : 'Save'}
      </Button>
      <span role="status" className="text-ink-2 block text-sm">
        {fetcher.data?.message}
      </span>
    </fetcher.Form>
  )
}
