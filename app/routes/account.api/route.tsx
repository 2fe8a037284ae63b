import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { answer, load } from '#app/caller.server.ts'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formText } from '#app/lib/form-text.ts'
import { attemptProven } from '#app/proof.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { TOKEN_SCOPES } from '#server/domain/identity/token-scopes.ts'
import { NewToken } from './new-token.tsx'
import { TokenForm } from './token-form.tsx'

export const meta: MetaFunction = () => [{ title: 'API · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  proof: await load(args, (api) => api.identity.proof()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const values = {
    name: formText(form, 'name'),
    days: formText(form, 'days'),
    scopes: TOKEN_SCOPES.filter((scope) => form.getAll('scopes').includes(scope)),
  }
  const input = { ...values, days: Number(values.days) }
  const result = await attemptProven(args, form, (api) => api.identity.createToken(input))
  return result.ok ? { ok: true as const, token: result.value.token } : answer({ ...result, values })
}

const STEPS = [
  'Send your e-mail address and password to auth/token, with a code if you have a second factor. You get an access token, valid for 15 minutes, and a refresh token.',
  'Send the access token with every request, in the header “Authorization: Bearer …”.',
  'Before it expires, exchange the refresh token at auth/refresh for new ones. Each refresh token works once, within 30 days.',
]
const EMPTY = { name: '', days: '90', scopes: ['read'] as readonly string[] }

export default function ProgramsPage() {
  const { proof } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const failure = result && !result.ok ? result : null
  return (
    <>
      <Panel
        title="Play through the API"
        description="Do everything you can do on this site, as JSON under /api/v1. Same permissions, same rules."
      >
        <ol className="grid gap-4">
          {STEPS.map((step, index) => (
            <li key={step} className="flex gap-4">
              <span aria-hidden className="numerals text-accent text-xl font-semibold">
                {index + 1}
              </span>
              <p className="text-ink-2 text-pretty">{step}</p>
            </li>
          ))}
        </ol>
        <div className="mt-6 flex flex-wrap items-center gap-4">
          <LinkButton to="/api/v1/docs" reloadDocument variant="primary">
            Open the API docs
          </LinkButton>
          <a className="link" href="/api/v1/openapi.json">
            OpenAPI document
          </a>
        </div>
      </Panel>
      <Panel
        title="Make a token"
        description="For a program that should not know your password. Send it as “Authorization: Bearer …”."
      >
        <div className="grid gap-6">
          {result?.ok ? <NewToken token={result.token} /> : null}
          <TokenForm
            key={result?.ok ? result.token : 'form'}
            proof={proof}
            failure={failure}
            values={failure?.values ?? EMPTY}
          />
          <p className="text-ink-2 text-sm">
            Your tokens, and the programs that logged in, are on the page{' '}
            <Link className="link" to="/account/sessions">
              Sessions
            </Link>
            , where each can be ended.
          </p>
        </div>
      </Panel>
    </>
  )
}
