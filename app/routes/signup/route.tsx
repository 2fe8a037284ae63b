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
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { formText } from '#app/lib/form-text.ts'
import { safeReturnPath } from '#app/lib/preferences.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { CALLSIGN_MAX_LENGTH } from '#server/domain/identity/callsign.ts'
import { PASSWORD_MIN_LENGTH } from '#server/domain/identity/password-policy.ts'

export const meta: MetaFunction = () => [{ title: 'Sign up · SectorWars 2102' }]

export const loader = ({ request, context }: LoaderFunctionArgs) => {
  const next = safeReturnPath(new URL(request.url).searchParams.get('next'))
  return context.user ? redirect(next) : null
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const next = safeReturnPath(formText(form, 'next'))
  const result = await attempt(args, (api) =>
    api.identity.signUp({
      email: formText(form, 'email'),
      callsign: formText(form, 'callsign'),
      password: formText(form, 'password'),
    }),
  )
  if (!result.ok)
    return answer({
      ...result,
      values: { email: formText(form, 'email'), callsign: formText(form, 'callsign') },
    })
  // The response is always the same; the next page sees whether an account was created.
  return redirect(`/welcome?next=${encodeURIComponent(next)}`)
}

export default function SignUpPage() {
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().formAction?.startsWith('/signup') ?? false
  const [search] = useSearchParams()
  const next = safeReturnPath(search.get('next'))
  return (
    <AuthCard
      title="Create your account"
      description="One account for all regions. Free, and done in a minute."
      aside={
        <>
          Already have an account?{' '}
          <Link className="link" to={`/login?next=${encodeURIComponent(next)}`}>
            Log in
          </Link>
        </>
      }
    >
      <Form method="post" className="grid gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="next" value={next} />
        <EmailField
          hint="Only for logging in. Nobody else sees it."
          error={failure?.fields.email}
          defaultValue={failure?.values.email}
        />
        <Field
          label="Callsign"
          hint="Your public name: 3 to 24 letters or digits. Single hyphens and underscores are allowed inside."
          error={failure?.fields.callsign ?? null}
        >
          <Input
            name="callsign"
            defaultValue={failure?.values.callsign}
            autoComplete="nickname"
            maxLength={CALLSIGN_MAX_LENGTH}
            required
            spellCheck={false}
            autoCapitalize="none"
          />
        </Field>
        <PasswordField
          name="password"
          label="Password"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_MIN_LENGTH} characters. A few random words work well.`}
          error={failure?.fields.password}
        />
        <Button type="submit" variant="primary" size="lg" pending={isSending}>
          Sign up
        </Button>
        <p className="text-ink-2 text-sm text-pretty">
          What holds here:{' '}
          <Link to="/terms" className="link">
            terms
          </Link>{' '}
          and{' '}
          <Link to="/privacy" className="link">
            privacy
          </Link>
          .
        </p>
      </Form>
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
