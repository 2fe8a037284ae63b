import { Form } from '@remix-run/react'
import { RouteFilterFields } from '#app/components/route-filter-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount } from '#app/lib/format.ts'
import { NO_FILTER } from '#server/domain/travel/route-filter.ts'
import { type DeckProps } from './deck-props.ts'
import { FlyRouteForm } from './fly-route-form.tsx'

const LEGS_SHOWN = 12

/** Route to a sector with its cost, flown in one act or leg by leg. */
export function RoutePanel({ view, way, terms }: DeckProps) {
  const { route } = view
  const typed = way?.typed ?? null
  const filter = way?.filter ?? NO_FILTER
  return (
    <Panel title="Plan a route">
      <Form method="get" preventScrollReset className="grid gap-4">
        <FormError message={way?.refusal ?? null} />
        <Field label={`${terms.sector} number`} id="to">
          <NumberInput name="to" required inputMode="numeric" defaultValue={typed ?? undefined} key={typed} />
        </Field>
        <RouteFilterFields {...filter} key={`${filter.lowestSecurity} ${filter.avoidsFights}`} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit">Show route</Button>
          {typed === null ? null : (
            <LinkButton to="/play" variant="ghost" preventScrollReset>
              Clear
            </LinkButton>
          )}
        </div>
      </Form>
      {route === null ? null : (
        <div className="mt-5">
          <p role="status" className="font-semibold">
            {route.legs.length === 0
              ? 'You are already there.'
              : `${formatCount(route.legs.length, 'warp')}, ${formatCount(route.turns, 'turn')}`}
          </p>
          <div className="mt-3">
            <FlyRouteForm view={view} filter={filter} />
          </div>
          <ol className="text-ink-2 mt-2 list-decimal pl-6">
            {route.legs.slice(0, LEGS_SHOWN).map((leg) => (
              <li key={leg.sectorId}>
                {leg.name} ({leg.sectorId})
              </li>
            ))}
          </ol>
          {route.legs.length > LEGS_SHOWN ? (
            <p className="text-ink-2 pl-6">and {route.legs.length - LEGS_SHOWN} more</p>
          ) : null}
        </div>
      )}
    </Panel>
  )
}
