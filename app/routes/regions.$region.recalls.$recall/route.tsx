import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { BALLOT_CHOICES } from '#server/domain/voting/tally.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RecallPage } from '#app/components/region/recall-page.tsx'
import { ReportLink } from '#app/components/report-link.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Recall · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  recall: await load(args, (api) => api.elections.recall({ recallId: routeParam(args, 'recall') })),
})

export const action = async (args: ActionFunctionArgs) => {
  const recallId = routeParam(args, 'recall')
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  const intent = formText(form, 'intent')
  if (intent === 'sign') {
    const done = await attempt(args, (api) => api.elections.signRecall({ recallId }))
    if (!done.ok) return answer(done)
    return redirectWithFlash(
      path,
      done.value.opened ? 'You have signed. Voting is now open' : 'You have signed',
    )
  }
  if (intent === 'withdraw') {
    const done = await attempt(args, (api) => api.elections.withdrawSignature({ recallId }))
    return done.ok ? redirectWithFlash(path, 'Signature withdrawn', 'info') : answer(done)
  }
  const choice = BALLOT_CHOICES.find((word) => word === formText(form, 'choice'))
  if (choice === undefined)
    return answer({ ok: false, status: 400, reason: null, message: 'Choose yes, no or abstain.', fields: {} })
  const done = await attempt(args, (api) => api.elections.castRecall({ recallId, choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Vote changed' : 'Vote counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer(done)
}

export default function RecallDetailPage() {
  const { recall } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <RecallPage
        recall={recall}
        pending={useNavigation().state === 'submitting'}
        error={failure?.message ?? null}
      />
      <ReportLink subject="recall" of={recall.id} />
    </>
  )
}

export { RouteError as ErrorBoundary }
