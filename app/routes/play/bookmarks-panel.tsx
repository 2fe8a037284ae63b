import { Form, Link } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { KeepFocus } from '#app/components/ui/keep-focus.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { NOTE_MAX_LENGTH } from '#server/domain/galaxy/bookmark.ts'
import { type DeckProps } from './deck-props.ts'

/** Marks this sector with a note, and leads to all that are marked. */
export function BookmarksPanel({ view: { sector, bookmarks }, terms }: DeckProps) {
  const here = bookmarks.find(({ sectorId }) => sectorId === sector.id)
  const place = terms.sector.toLowerCase()
  return (
    <Panel title="Bookmarks">
      <div className="grid gap-4">
        <Form method="post" preventScrollReset key={`${sector.id} ${here?.note}`} className="grid gap-2">
          <input type="hidden" name="intent" value="bookmark" />
          <input type="hidden" name="sector" value={sector.id} />
          <RefusedFields hidden={{ intent: 'bookmark', sector: String(sector.id) }}>
            <Field label={`Note for this ${place}`} className="text-sm">
              <Input name="note" maxLength={NOTE_MAX_LENGTH} defaultValue={here?.note ?? ''} />
            </Field>
          </RefusedFields>
          <Button type="submit" size="sm" className="justify-self-start">
            {here ? 'Change the note' : `Mark this ${place}`}
          </Button>
        </Form>
        <KeepFocus>
          {bookmarks.length === 0 ? (
            <p className="text-ink-2 text-sm">
              Marked places carry a flag on the map, and you find the way back here.
            </p>
          ) : (
            <ul className="divide-line divide-y">
              {bookmarks.map(({ sectorId, sectorName, note }) => (
                <li key={sectorId} className="flex items-start justify-between gap-3 py-2">
                  <span className="grid min-w-0 gap-0.5">
                    {sectorId === sector.id ? (
                      <span className="font-semibold">{sectorName}, here</span>
                    ) : (
                      <Link
                        to={`/play?to=${sectorId}`}
                        preventScrollReset
                        className="font-semibold underline underline-offset-4"
                      >
                        {sectorName}
                      </Link>
                    )}
                    {note === '' ? null : <span className="text-ink-2 text-sm wrap-anywhere">{note}</span>}
                  </span>
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="intent" value="forget-bookmark" />
                    <input type="hidden" name="sector" value={sectorId} />
                    <Button
                      type="submit"
                      size="sm"
                      variant="ghost"
                      aria-label={`Remove the bookmark of ${sectorName}`}
                    >
                      Remove
                    </Button>
                  </Form>
                </li>
              ))}
            </ul>
          )}
        </KeepFocus>
      </div>
    </Panel>
  )
}
