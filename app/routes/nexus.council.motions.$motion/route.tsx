import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { BALLOT_CHOICES } from '#server/domain/voting/tally.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { MotionPage } from '#app/components/council/motion-page.tsx'
import { ReportLink } from '#app/components/report-link.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.motion.title ?? 'Motion'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => ({
  motion: await load(args, (api) => api.council.get({ motionId: routeParam(args, 'motion') })),
  isLoggedIn: args.context.user !== null,
})

export const action = async (args: ActionFunctionArgs) => {
  const motionId = routeParam(args, 'motion')
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  if (formText(form, 'intent') === 'withdraw') {
    const done = await attempt(args, (api) => api.council.withdraw({ motionId }))
    return done.ok ? redirectWithFlash(path, 'Motion withdrawn') : answer(done)
  }
  const choice = BALLOT_CHOICES.find((one) => one === formText(form, 'choice'))
  if (choice === undefined) {
    const message = 'Choose yes, no or abstain.'
    return answer({ ok: false, status: 400, reason: null, message, fields: {} })
  }
  const done = await attempt(args, (api) => api.council.cast({ motionId, choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Vote changed' : 'Vote counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer(done)
}

export default function MotionDetailPage() {
  const { motion, isLoggedIn } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <MotionPage
        motion={motion}
        isLoggedIn={isLoggedIn}
        pending={useNavigation().state === 'submitting'}
        error={failure?.message ?? null}
      />
      <ReportLink subject="motion" of={motion.id} />
    </>
  )
}

export { RouteError as ErrorBoundary }
