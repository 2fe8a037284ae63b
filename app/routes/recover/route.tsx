import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, Link, useNavigation } from '@remix-run/react'
import { answer, attempt } from '#app/caller.server.ts'
import { EmailField } from '#app/components/account/email-field.tsx'
import { AuthCard } from '#app/components/auth-card.tsx'
import { PasswordField } from '#app/components/password-field.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { PASSWORD_MIN_LENGTH } from '#server/domain/identity/password-policy.ts'

export const meta: MetaFunction = () => [{ title: 'Recovery code · SectorWars 2102' }]

export const loader = ({ context }: LoaderFunctionArgs) => (context.user ? redirect('/account') : null)

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const [email, code] = [formText(form, 'email'), formText(form, 'code')]
  const newPassword = formText(form, 'newPassword')
  const result = await attempt(args, (api) => api.recovery.withCode({ email, code, newPassword }))
  if (!result.ok) return answer({ ...result, values: { email, code } })
  return redirectWithFlash('/login', {
    title: 'Password changed',
    text: 'All browsers and programs were logged out. Log in with your new password.',
  })
}

export default function RecoverPage() {
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <AuthCard
      title="Recovery code"
      description="Choose a new password with one of the codes that you kept."
      aside={
        <>
          No code?{' '}
          <Link className="link" to="/forgot">
            Get a link by mail
          </Link>
        </>
      }
    >
      <Form method="post" className="grid gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <EmailField error={failure?.fields.email} defaultValue={failure?.values.email} />
        <Field
          label="Recovery code"
          hint="Such as 7H2K-09QX-4M1C-T8ZB. Each code works once."
          error={failure?.fields.code ?? null}
        >
          <Input
            name="code"
            defaultValue={failure?.values.code}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            required
          />
        </Field>
        <PasswordField
          name="newPassword"
          label="New password"
          autoComplete="new-password"
          hint={`At least ${PASSWORD_MIN_LENGTH} characters. A few random words work well.`}
          error={failure?.fields.newPassword}
        />
        <Button type="submit" variant="primary" size="lg" pending={isSending}>
          Change password
        </Button>
      </Form>
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
