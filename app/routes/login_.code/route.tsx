import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation, useSearchParams, useSubmit } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { CodeField } from '#app/components/account/code-field.tsx'
import { PasskeyButton } from '#app/components/account/passkey-button.tsx'
import { AuthCard } from '#app/components/auth-card.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { formText } from '#app/lib/form-text.ts'
import { afterLogIn, safeReturnPath } from '#app/lib/preferences.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Second factor · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const next = safeReturnPath(new URL(args.request.url).searchParams.get('next'))
  if (args.context.user) return redirect(next)
  const factors = await load(args, (api) => api.identity.secondStep())
  return factors ? { factors } : redirect(`/login?next=${encodeURIComponent(next)}`)
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const next = safeReturnPath(formText(form, 'next'))
  const passkey = formText(form, 'passkey')
  const result = await attempt(args, (api) =>
    passkey === ''
      ? api.identity.completeLogIn({ code: formText(form, 'code') })
      : api.passkeys.completeLogIn({ passkey }),
  )
  return result.ok ? redirect(afterLogIn(next)) : answer(result)
}

export default function LogInCodePage() {
  const { factors } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const submit = useSubmit()
  const { formAction, formData } = useNavigation()
  const isSending = formAction?.startsWith('/login/code') ?? false
  const [search] = useSearchParams()
  const next = safeReturnPath(search.get('next'))
  return (
    <AuthCard
      title="Second factor"
      description="Your password is right. Now show that it is you."
      aside={
        <>
          Lost the device and the recovery codes? Ask the operator of this server.{' '}
          <Link className="link" to={`/login?next=${encodeURIComponent(next)}`}>
            Start over
          </Link>
        </>
      }
    >
      {factors.passkeys ? (
        <div className="border-line mb-6 grid border-b pb-6">
          <PasskeyButton
            purpose="second-factor"
            label="Use a passkey"
            variant="primary"
            size="lg"
            onSigned={(passkey) => submit({ passkey, next }, { method: 'post' })}
            pending={isSending && formData?.has('passkey') === true}
          />
        </div>
      ) : null}
      <Form method="post" className="grid gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="next" value={next} />
        <CodeField hasApp={factors.app} error={failure?.fields.code} />
        <Button
          type="submit"
          variant={factors.passkeys ? 'secondary' : 'primary'}
          size="lg"
          pending={isSending && !formData?.has('passkey')}
        >
          Log in
        </Button>
      </Form>
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
