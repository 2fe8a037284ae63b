import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { PasswordField } from '#app/components/password-field.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { RECOVERY_CODES } from '#server/domain/identity/recovery-codes.ts'

export const meta: MetaFunction = () => [{ title: 'Recovery codes · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  recovery: await load(args, (api) => api.recovery.codes()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const result = await attempt(args, (api) =>
    api.recovery.createCodes({ password: formText(form, 'password') }),
  )
  // Shown in the answer to the form, and never again.
  return result.ok ? data({ ok: true as const, codes: result.value.codes }) : answer(result)
}

export default function RecoveryPage() {
  const { recovery } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const failure = result?.ok === false ? result : null
  const isSending = useNavigation().state === 'submitting'
  return (
    <>
      {result?.ok ? <NewCodes codes={result.codes} /> : null}
      <Panel
        title="Recovery codes"
        description="If you forget your password, one of these codes lets you choose a new one. Each works once."
      >
        <div className="grid max-w-md gap-5">
          <p>
            {recovery.madeAt === null ? (
              'You have no recovery codes yet.'
            ) : (
              <>
                You have {recovery.codesLeft} of {RECOVERY_CODES} codes left, made{' '}
                <Time at={recovery.madeAt} />.
              </>
            )}
          </p>
          <Form method="post" className="grid gap-5" key={recovery.madeAt ?? 'none'}>
            <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
            <PasswordField
              name="password"
              label="Your password"
              autoComplete="current-password"
              error={failure?.fields.password}
            />
            <div>
              <Button type="submit" variant="primary" pending={isSending}>
                {recovery.madeAt === null ? 'Make recovery codes' : 'Replace all codes'}
              </Button>
            </div>
          </Form>
        </div>
      </Panel>
    </>
  )
}

function NewCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Panel title="Your new codes">
      <div className="grid gap-4">
        <Banner tone="warning" title="They are shown only now">
          Print them, or keep them in your password manager. Earlier codes no longer work.
        </Banner>
        <ul aria-label="Recovery codes" className="grid gap-2 font-mono text-lg sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code} className="tabular-nums">
              {code}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
