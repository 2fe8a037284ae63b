import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, Link, useNavigation, useSearchParams } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { EmailField } from '#app/components/account/email-field.tsx'
import { AuthCard } from '#app/components/auth-card.tsx'
import { PasswordField } from '#app/components/password-field.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { formText } from '#app/lib/form-text.ts'
import { afterLogIn, safeReturnPath } from '#app/lib/preferences.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PasskeyLogIn } from './passkey-log-in.tsx'

export const meta: MetaFunction = () => [{ title: 'Log in · SectorWars 2102' }]

export const loader = ({ request, context }: LoaderFunctionArgs) => {
  const next = safeReturnPath(new URL(request.url).searchParams.get('next'))
  return context.user ? redirect(next) : null
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const next = safeReturnPath(formText(form, 'next'))
  const passkey = formText(form, 'passkey')
  if (passkey !== '') {
    const shown = await attempt(args, (api) => api.passkeys.logIn({ passkey }))
    return shown.ok ? redirect(afterLogIn(next)) : answer({ ...shown, values: { email: '' } })
  }
  const credentials = { email: formText(form, 'email'), password: formText(form, 'password') }
  const result = await attempt(args, (api) => api.identity.logIn(credentials))
  if (!result.ok) return answer({ ...result, values: { email: formText(form, 'email') } })
  return redirect(result.value.needsCode ? `/login/code?next=${encodeURIComponent(next)}` : afterLogIn(next))
}

export default function LogInPage() {
  const failure = useAnswer<typeof action>()
  const { formAction, formData } = useNavigation()
  const isSending = formAction?.startsWith('/login') === true && !formData?.has('passkey')
  const [search] = useSearchParams()
  const next = safeReturnPath(search.get('next'))
  return (
    <AuthCard
      title="Welcome back, pilot"
      description="Log in to continue."
      aside={
        <>
          New here?{' '}
          <Link className="link" to={`/signup?next=${encodeURIComponent(next)}`}>
            Sign up
          </Link>
        </>
      }
    >
      <Form method="post" className="grid gap-5">
        {search.get('after') === 'signup' && !failure ? (
          <Banner title="Please log in">
            If you already had an account, use the password you chose back then.
          </Banner>
        ) : null}
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="next" value={next} />
        <EmailField
          autoComplete="username webauthn"
          error={failure?.fields.email}
          defaultValue={failure?.values.email}
        />
        <PasswordField
          name="password"
          label="Password"
          autoComplete="current-password"
          error={failure?.fields.password}
        />
        <Button type="submit" variant="primary" size="lg" pending={isSending}>
          Log in
        </Button>
        <Link className="link justify-self-center" to="/forgot">
          Forgotten password
        </Link>
      </Form>
      <PasskeyLogIn next={next} failure={failure} />
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
