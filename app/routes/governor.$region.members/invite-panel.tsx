import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type MemberInvitation } from '#app/lib/api-types.ts'
import { OpenInvitations } from './open-invitations.tsx'

export type InvitePanelProps = {
  invitations: readonly MemberInvitation[]
  pending: boolean
  refusal: { message: string; fields: Record<string, string>; callsign: string } | null
  /** Why the viewer cannot invite, as text. */
  whyNot: string | null
}

export function InvitePanel({ invitations, pending, refusal, whyNot }: InvitePanelProps) {
  return (
    <Panel
      title="Invite a player"
      description="Invited players can settle whatever the immigration policy is. An invitation holds for 14 days, and only as long as who sent it may admit people."
    >
      {whyNot === null ? (
        // Another form for each number of invitations: what was sent does not stay in the field.
        <Form key={invitations.length} method="post" className="grid gap-4">
          <input type="hidden" name="intent" value="invite" />
          <Field
            label="Callsign"
            error={refusal === null ? null : (refusal.fields.callsign ?? refusal.message)}
          >
            <Input
              name="callsign"
              defaultValue={refusal?.callsign}
              autoComplete="off"
              maxLength={40}
              required
            />
          </Field>
          <Button type="submit" pending={pending} className="justify-self-start">
            Invite
          </Button>
        </Form>
      ) : (
        <p className="text-ink-2 text-pretty">{whyNot}</p>
      )}
      <div className="border-line mt-5 border-t pt-5">
        <OpenInvitations invitations={invitations} mayRevoke={whyNot === null} />
      </div>
    </Panel>
  )
}
