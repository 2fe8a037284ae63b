import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { PasswordField } from '#app/components/password-field.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { type CallsignHistory } from '#app/lib/api-types.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { CALLSIGN_MAX_LENGTH, CALLSIGN_MIN_LENGTH } from '#server/domain/identity/callsign.ts'
import {
  CALLSIGN_CHANGE_DAYS,
  CALLSIGN_RESERVED_DAYS,
  CALLSIGN_SHOWN_DAYS,
} from '#server/domain/identity/callsign-change.ts'

export const meta: MetaFunction = () => [{ title: 'Change callsign · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  history: await load(args, (api) => api.identity.callsign()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const callsign = formText(form, 'callsign')
  const result = await attempt(args, (api) =>
    api.identity.changeCallsign({ callsign, password: formText(form, 'password') }),
  )
  if (!result.ok) return answer({ ...result, values: { callsign } })
  return redirectWithFlash('/account', {
    title: `You are ${callsign} now`,
    text: `The callsign you gave up is shown beside it for ${CALLSIGN_SHOWN_DAYS} days.`,
  })
}

export default function ChangeCallsignPage() {
  const { history } = useLoaderData<typeof loader>()
  return (
    <>
      <Panel
        title="Change callsign"
        description={`Once in ${CALLSIGN_CHANGE_DAYS} days. The callsign you give up is shown beside the new one for ${CALLSIGN_SHOWN_DAYS} days, and for ${CALLSIGN_RESERVED_DAYS} days nobody else can take it.`}
      >
        {history.nextChangeAt === null ? (
          <ChangeForm callsign={history.callsign} />
        ) : (
          <p>
            You are <strong>{history.callsign}</strong>. You can change that again from{' '}
            <Time at={history.nextChangeAt} />.
          </p>
        )}
      </Panel>
      <HistoryPanel changes={history.changes} />
    </>
  )
}

function ChangeForm({ callsign }: { callsign: string }) {
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <Form method="post" className="grid max-w-md gap-5">
      <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
      <p>
        You are <strong>{callsign}</strong>.
      </p>
      <Field
        label="New callsign"
        hint="Letters and digits, with single hyphens or underscores between them."
        error={failure?.fields.callsign ?? null}
      >
        <Input
          name="callsign"
          defaultValue={failure?.values.callsign}
          minLength={CALLSIGN_MIN_LENGTH}
          maxLength={CALLSIGN_MAX_LENGTH}
          required
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <PasswordField
        name="password"
        label="Your password"
        autoComplete="current-password"
        error={failure?.fields.password}
      />
      <div>
        <Button type="submit" variant="primary" pending={isSending}>
          Change callsign
        </Button>
      </div>
    </Form>
  )
}

function HistoryPanel({ changes }: { changes: CallsignHistory['changes'] }) {
  return (
    <Panel title="Earlier callsigns">
      {changes.length === 0 ? (
        <EmptyState title="None">You have always had this callsign.</EmptyState>
      ) : (
        <ul className="grid gap-2">
          {changes.map(({ from, changedAt, reservedUntil }) => (
            <li key={changedAt}>
              <strong className="wrap-anywhere">{from}</strong>
              <span className="text-ink-2 text-sm">
                , until <Time at={changedAt} format="date" />; kept for you until{' '}
                <Time at={reservedUntil} format="date" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
