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
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Forgotten password · SectorWars 2102' }]

export const loader = ({ context }: LoaderFunctionArgs) => (context.user ? redirect('/account') : null)

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const email = formText(form, 'email')
  const result = await attempt(args, (api) => api.recovery.forgotPassword({ email }))
  if (!result.ok) return answer({ ...result, values: { email } })
  return redirect('/forgot?sent=1')
}

export default function ForgotPasswordPage() {
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  const [search] = useSearchParams()
  const isSent = search.get('sent') === '1' && !failure
  return (
    <AuthCard
      title={isSent ? 'Check your mail' : 'Forgotten password'}
      description="We mail a link to a new password to the address of your account."
      aside={
        <>
          Remembered it?{' '}
          <Link className="link" to="/login">
            Log in
          </Link>
        </>
      }
    >
      <div className="grid gap-6">
        {isSent ? (
          <Banner tone="success" title="If this address has an account, a link is on its way">
            It leads to a new password and works once, for 30 minutes. Nothing after some minutes? Look for it
            among unwanted mails, or ask again below.
          </Banner>
        ) : null}
        <Form method="post" className="grid gap-5">
          <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
          <EmailField error={failure?.fields.email} defaultValue={failure?.values.email} />
          <Button type="submit" variant="primary" size="lg" pending={isSending}>
            Mail me a link
          </Button>
        </Form>
        <p className="text-ink-2 text-sm text-pretty">
          No mail?{' '}
          <Link className="link" to="/recover">
            Use a recovery code
          </Link>{' '}
          that you kept, or ask the operator of this server, who can give you a link.
        </p>
      </div>
    </AuthCard>
  )
}

export { RouteError as ErrorBoundary }
