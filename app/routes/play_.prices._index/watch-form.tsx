import { useFetcher } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { type Commodity } from '#server/domain/economy/commodities.ts'

export type WatchFormProps = { portId: number; portName: string; commodity: Commodity; net: number }

/** Asks to be told when a price is at a limit or better. */
export function WatchForm({ portId, portName, commodity, net }: WatchFormProps) {
  const fetcher = useFetcher<{ done?: boolean; message: string | null }>()
  const { data } = fetcher
  return (
    <fetcher.Form
      method="post"
      action="/play/notebook"
      className="grid justify-items-end gap-1 @xl:justify-items-start"
    >
      <input type="hidden" name="intent" value="watch" />
      <input type="hidden" name="portId" value={portId} />
      <input type="hidden" name="commodity" value={commodity} />
      <span className="flex items-center gap-2">
        <Input
          name="limit"
          inputMode="numeric"
          required
          defaultValue={net}
          aria-label={`Limit at ${portName}, credits for ten units`}
          className="w-20 text-right"
        />
        <Button
          type="submit"
          size="sm"
          pending={fetcher.state !== 'idle'}
          aria-label={`Watch the price at ${portName}`}
        >
          Watch
        </Button>
      </span>
      <span role="status" className="text-ink-2 text-sm">
        {data?.done ? 'In your notebook' : data?.message}
      </span>
    </fetcher.Form>
  )
}
