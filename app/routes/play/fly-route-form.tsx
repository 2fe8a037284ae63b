import { Form, useNavigation } from '@remix-run/react'
import { FastForward } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type View } from './trade-wish.ts'

type Props = { view: View; filter: RouteFilter; size?: 'sm' | 'md' }

/** Flies the planned route in one act, under the conditions and for the turns of the plan. */
export function FlyRouteForm({ view: { place, sector, route }, filter, size = 'md' }: Props) {
  const navigation = useNavigation()
  if (!route || route.legs.length === 0) return null
  return (
    <Form method="post" action="/play" preventScrollReset>
      <input type="hidden" name="intent" value="fly-route" />
      <input type="hidden" name="fromSector" value={sector.id} />
      <input type="hidden" name="toSector" value={route.to} />
      <input type="hidden" name="mapVersion" value={place.version} />
      <input type="hidden" name="maxTurns" value={route.turns} />
      <input type="hidden" name="security" value={filter.lowestSecurity} />
      {filter.avoidsFights ? <input type="hidden" name="peaceful" value="yes" /> : null}
      <Button
        type="submit"
        variant="primary"
        size={size}
        pending={navigation.formData?.get('intent') === 'fly-route'}
      >
        <FastForward aria-hidden className="size-4" />
        Fly this route
      </Button>
    </Form>
  )
}
