import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { TIERS } from '#server/domain/billing/tiers.ts'
import { BALLOT_CHOICES } from '#server/domain/voting/tally.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RescuePage } from '#app/components/region/rescue-page.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { optionalChoice, formText } from '#app/lib/form-text.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'New owner · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const [rescue, size] = await load(args, (api) =>
    Promise.all([
      api.ownership.rescue({ rescueId: routeParam(args, 'rescue') }),
      api.billing.regionTiers({ region: routeParam(args, 'region') }),
    ]),
  )
  return { rescue, size }
}

export const action = async (args: ActionFunctionArgs) => {
  const rescueId = routeParam(args, 'rescue')
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  switch (formText(form, 'intent')) {
    case 'accept': {
      const done = await attempt(args, (api) => api.ownership.acceptNaming({ rescueId }))
      if (!done.ok) return answer(done)
      return redirectWithFlash(path, done.value.opened ? 'Accepted. Voting is now open' : 'Accepted')
    }
    case 'decline': {
      const done = await attempt(args, (api) => api.ownership.declineNaming({ rescueId }))
      return done.ok ? redirectWithFlash(path, 'Declined', 'info') : answer(done)
    }
    case 'withdraw': {
      const done = await attempt(args, (api) => api.ownership.declineNaming({ rescueId }))
      return done.ok ? redirectWithFlash(path, 'Withdrawn', 'info') : answer(done)
    }
    case 'pay': {
      const done = await attempt(args, (api) =>
        api.billing.startTakeover({ rescueId, tier: optionalChoice(form, 'tier', TIERS) }),
      )
      return done.ok ? redirect(`/checkout/${done.value.id}`) : answer(done)
    }
  }
  const choice = BALLOT_CHOICES.find((word) => word === formText(form, 'choice'))
  if (choice === undefined)
    return answer({ ok: false, status: 400, reason: null, message: 'Choose yes, no or abstain.', fields: {} })
  const done = await attempt(args, (api) => api.ownership.castRescue({ rescueId, choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Vote changed' : 'Vote counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer(done)
}

export default function RescueDetailPage() {
  const { rescue, size } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <RescuePage
      rescue={rescue}
      size={size}
      pending={useNavigation().state === 'submitting'}
      error={failure?.message ?? null}
    />
  )
}

export { RouteError as ErrorBoundary }
