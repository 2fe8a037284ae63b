import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { formatCount } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Message = ApiOutputs['operations']['setAsideMessages']['items'][number]

const KINDS: Record<Message['kind'], string> = {
  departed: 'Departure',
  fight: 'Attack',
  gift: 'Gift to a treasury',
  news: 'News of the day',
  patrols: 'Patrols paid',
  sectors: 'Sectors changed',
  settings: 'Settings applied',
  'share-received': 'Share of a treasury received',
  'treasury-shared': 'Treasury shared',
  'treasury-order': 'Treasury order',
}

/** A message that was set aside, with what an administrator can do. */
export function MessageItem({ id, kind, place, callsign, sentAt, attempts, error }: Message) {
  const title = [KINDS[kind], ...(callsign === null ? [] : [`of ${callsign}`])].join(' ')
  return (
    <>
      <h3 className="font-semibold">{title}</h3>
      <p className="text-ink-2 text-sm">
        {place ?? 'Central Nexus'}, <Time at={sentAt} />, {formatCount(attempts, 'attempt')}
      </p>
      <p className="mt-2 break-words">{error ?? 'Waits behind an earlier message of the same pilot.'}</p>
      <div className="mt-3 flex flex-wrap items-end gap-x-8 gap-y-3">
        <Form method="post">
          <input type="hidden" name="messageId" value={id} />
          <Button type="submit" aria-label={`Try again: ${title}`}>
            Try again
          </Button>
        </Form>
        <Form method="post" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="intent" value="dismiss" />
          <input type="hidden" name="messageId" value={id} />
          <RefusedFields hidden={{ intent: 'dismiss', messageId: id }}>
            <Field label="Reason to dismiss it" id={`reason-${id}`}>
              <Input name="reason" required maxLength={500} />
            </Field>
          </RefusedFields>
          <Button type="submit" variant="danger" aria-label={`Dismiss: ${title}`}>
            Dismiss
          </Button>
        </Form>
      </div>
      {kind === 'departed' ? (
        <p className="text-ink-2 mt-2 text-sm">
          Dismissing a departure gives up the ship and all that it carries. Check first where the pilot is.
        </p>
      ) : null}
    </>
  )
}
