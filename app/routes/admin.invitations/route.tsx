import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { UserPlus } from 'lucide-react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { EmailField } from '#app/components/account/email-field.tsx'
import { ActDialog } from '#app/components/admin/act-dialog.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { CopyButton } from '#app/components/ui/copy-button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { INVITATION_DAYS } from '#server/domain/membership/invitation-rules.ts'

export const meta: MetaFunction = () => [{ title: 'Administrators · SectorWars 2102' }]

const HERE = '/admin/invitations'

export const loader = async (args: LoaderFunctionArgs) => ({
  invitations: await load(args, (api) => api.adminInvites.list()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const reason = formText(form, 'reason')
  if (formText(form, 'intent') === 'revoke') {
    const invitationId = formText(form, 'id')
    const revoked = await attempt(args, (api) => api.adminInvites.revoke({ invitationId, reason }))
    return revoked.ok ? redirectWithFlash(HERE, 'Invitation revoked') : answer({ ...revoked, values: null })
  }
  const email = formText(form, 'email')
  const invited = await attempt(args, (api) => api.adminInvites.inviteAddress({ email, reason }))
  if (!invited.ok) return answer({ ...invited, values: { email, reason } })
  const { callsign, url } = invited.value
  // Shown in the answer to the form, and never again.
  return url === null
    ? redirectWithFlash(HERE, `Invited ${callsign ?? email}`)
    : data({ ok: true as const, url, email })
}

type Invitation = ApiOutputs['adminInvites']['list']['items'][number]

const COLUMNS: Column<Invitation>[] = [
  {
    key: 'who',
    header: 'Who',
    primary: true,
    cell: ({ userId, callsign, email }) =>
      userId === null ? (
        <span className="break-all">{email}</span>
      ) : (
        <Link className="link" to={`/admin/players/${userId}`}>
          {callsign}
        </Link>
      ),
  },
  { key: 'by', header: 'Invited by', cell: ({ invitedBy }) => invitedBy },
  { key: 'at', header: 'When', cell: ({ invitedAt }) => <Time at={invitedAt} /> },
  { key: 'until', header: 'Until', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
  {
    key: 'revoke',
    header: 'Action',
    cell: ({ id, callsign, email }) => (
      <ActDialog
        intent="revoke"
        fields={{ id }}
        label="Revoke"
        ariaLabel={`Revoke the invitation of ${callsign ?? email}`}
        title={`Revoke the invitation of ${callsign ?? email}?`}
        confirmLabel="Revoke invitation"
        size="sm"
      >
        It can no longer be accepted, and its link opens nothing.
      </ActDialog>
    ),
  },
]

export default function AdminInvitationsPage() {
  const { invitations } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const failure = result?.ok === false ? result : null
  const isSending = useNavigation().state === 'submitting'
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Administrators"
        description={`Who is invited to administer this platform. An invitation holds for ${INVITATION_DAYS} days, and as long as who made it is an administrator.`}
        actions={<LinkButton to="/admin/players?state=admin">All administrators</LinkButton>}
      />
      <div className="grid gap-6">
        {result?.ok ? <NewLink email={result.email} url={result.url} /> : null}
        <Panel title="Open invitations" flush>
          <Table
            caption="Open invitations"
            columns={COLUMNS}
            rows={invitations.items}
            rowKey={({ id }) => id}
            empty={<EmptyState icon={<UserPlus />} title="No open invitations" />}
          />
        </Panel>
        <Panel
          title="Invite an administrator"
          description="A player who has this address is told, and accepts under Account. For an address without an account you get a link that makes one, to hand on."
        >
          <Form method="post" className="grid max-w-md gap-5">
            <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
            <EmailField
              autoComplete="off"
              error={failure?.fields.email}
              defaultValue={failure?.values?.email}
            />
            <Field label="Reason, for the audit log" error={failure?.fields.reason ?? null} id="reason">
              <Input
                name="reason"
                required
                minLength={3}
                maxLength={500}
                defaultValue={failure?.values?.reason}
              />
            </Field>
            <div>
              <Button type="submit" variant="primary" pending={isSending}>
                Invite
              </Button>
            </div>
          </Form>
        </Panel>
      </div>
    </>
  )
}

function NewLink({ email, url }: { email: string; url: string }) {
  return (
    <Banner tone="success" title={`A link for ${email}`} actions={<CopyButton text={url} />}>
      <p>
        It makes one account, for this address only, and is shown only now. Hand it over in person, never in a
        public place.
      </p>
      <code className="mt-2 block break-all">{url}</code>
    </Banner>
  )
}

export { RouteError as ErrorBoundary }
