import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { RECALL_PETITION_DAYS, RECALL_VOTING_DAYS } from '#server/domain/elections/recall.ts'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { choiceOfQuery, routeParam } from '#app/lib/route-param.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Start a recall · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const region = routeParam(args, 'region')
  const offices = await load(args, (api) => api.elections.offices({ region }))
  const position = choiceOfQuery(args.request, 'position', POSITIONS)
  const holderId = new URL(args.request.url).searchParams.get('holder')
  const holder = offices
    .find((office) => office.position === position)
    ?.holders.find(({ userId }) => userId === holderId)
  if (position === undefined || !holder) throw redirect(`/regions/${region}`)
  return { region, position, holder }
}

export const action = async (args: ActionFunctionArgs) => {
  const region = routeParam(args, 'region')
  const form = await args.request.formData()
  const reason = formText(form, 'reason').replaceAll('\r\n', '\n')
  const position = POSITIONS.find((one) => one === formText(form, 'position'))
  const holderId = formText(form, 'holder')
  if (position === undefined) throw redirect(`/regions/${region}`)
  const done = await attempt(args, (api) => api.elections.startRecall({ region, position, holderId, reason }))
  return done.ok
    ? redirectWithFlash(
        `/regions/${region}/recalls/${done.value.recallId}`,
        'Petition started. You have signed it',
      )
    : answer({ ...done, typed: reason })
}

export default function NewRecallPage() {
  const { region, position, holder } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const pending = useNavigation().state === 'submitting'
  return (
    <Panel title={`Recall ${holder.callsign} (${POSITION_LABELS[position].toLowerCase()})`}>
      {holder.canRecall ? (
        <Form method="post" className="grid max-w-prose gap-5">
          <p className="text-ink-2">
            A third of the citizens must sign within {RECALL_PETITION_DAYS} days. Then all citizens vote for{' '}
            {RECALL_VOTING_DAYS} days. If it passes, the office ends immediately and a new election starts.
            Everyone sees that you started it.
          </p>
          <FormError message={failure?.fields.reason ? null : (failure?.message ?? null)} />
          <input type="hidden" name="position" value={position} />
          <input type="hidden" name="holder" value={holder.userId} />
          <Field label="Reason" hint="Up to 2,000 characters." error={failure?.fields.reason ?? null}>
            <Textarea name="reason" rows={6} maxLength={2000} defaultValue={failure?.typed} required />
          </Field>
          <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
            Start petition and sign
          </Button>
        </Form>
      ) : (
        <div className="grid justify-items-start gap-4">
          <p className="text-ink-2">{holder.whyNotRecall}</p>
          {holder.recall === null ? null : (
            <LinkButton to={`/regions/${region}/recalls/${holder.recall.id}`}>View recall</LinkButton>
          )}
        </div>
      )}
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
