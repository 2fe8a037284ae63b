import { Form, Link } from '@remix-run/react'
import { type Terms } from '#server/domain/culture/language-pack.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { type MyInvitation, type MyMembership, type PublicRegion } from '#app/lib/api-types.ts'
import { formatCount, formatNumber, formatVoteWeight, withArticle } from '#app/lib/format.ts'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { InvitationNote } from '#app/components/region/invitation-note.tsx'
import { IMMIGRATION_WORDS } from '#app/components/region/words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type MembershipPanelProps = {
  region: PublicRegion
  mine: MyMembership | null
  invitation: MyInvitation | null
  terms: Terms
  pending: boolean
  error: string | null
}

/** Join step by step: visitor, resident, citizen. Or leave. */
export function MembershipPanel({ region, mine, invitation, terms, pending, error }: MembershipPanelProps) {
  return (
    <Panel title={mine === null ? `Join ${region.displayName}` : 'Your membership'} id="join">
      <div className="grid gap-5">
        <FormError message={error} />
        {invitation === null ? null : <InvitationNote invitation={invitation} pending={pending} />}
        {region.standing === null ? (
          <SignUpPrompt region={region} />
        ) : mine === null ? (
          <>
            <p className="text-ink-2">Visitors can look around, fly and trade.</p>
            <LinkButton to={`/play?region=${region.name}`} variant="primary" className="justify-self-start">
              Enter the galaxy here
            </LinkButton>
            {invitation === null ? (
              <NextStep wants="resident" region={region} terms={terms} pending={pending} />
            ) : null}
          </>
        ) : (
          <Member
            mine={mine}
            isInvited={invitation !== null}
            region={region}
            terms={terms}
            pending={pending}
          />
        )}
      </div>
    </Panel>
  )
}

function SignUpPrompt({ region }: { region: PublicRegion }) {
  const next = encodeURIComponent(`/play?region=${region.name}`)
  return (
    <>
      <p className="text-ink-2">Sign up and start flying here. It is free.</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton to={`/signup?next=${next}`} variant="primary">
          Enter the galaxy here
        </LinkButton>
        <LinkButton to={`/login?next=${next}`} variant="ghost">
          Log in
        </LinkButton>
      </div>
    </>
  )
}

type MemberProps = {
  mine: MyMembership
  /** Accepting the invitation is the next step. */
  isInvited: boolean
  region: PublicRegion
  terms: Terms
  pending: boolean
}

function Member({ mine, isInvited, region, terms, pending }: MemberProps) {
  return (
    <>
      <DataList
        items={[
          { label: 'Status', value: terms[mine.membershipType] },
          {
            label: 'Reputation',
            value: (
              <Link to="/ranks" className="link">
                {formatNumber(mine.reputationScore)}
              </Link>
            ),
          },
          ...(mine.membershipType === 'citizen'
            ? [{ label: 'Vote weight', value: formatVoteWeight(mine.votingPower) }]
            : []),
          ...(mine.citizenshipReadyAt === null
            ? []
            : [{ label: 'Citizenship possible', value: <Time at={mine.citizenshipReadyAt} /> }]),
          { label: 'Joined', value: <Time at={mine.joinedAt} format="date" /> },
        ]}
      />
      {mine.pending === 'application' ? (
        <div className="grid justify-items-start gap-3">
          <p className="text-ink-2">Your application is waiting for a decision.</p>
          <Form method="post">
            <Button type="submit" name="intent" value="withdraw" size="sm" pending={pending}>
              Withdraw application
            </Button>
          </Form>
        </div>
      ) : mine.membershipType === 'visitor' ? (
        isInvited ? null : (
          <NextStep wants="resident" region={region} terms={terms} pending={pending} />
        )
      ) : mine.membershipType === 'resident' ? (
        <NextStep wants="citizen" region={region} terms={terms} pending={pending} />
      ) : null}
      {mine.isOwner ? null : (
        <div>
          <ConfirmDialog
            trigger={
              <Button size="sm" variant="ghost">
                Leave region
              </Button>
            }
            title={`Leave ${region.displayName}?`}
            confirmLabel="Leave"
            fields={{ intent: 'leave' }}
          >
            You lose your membership, your local reputation and any office you hold here. Votes you already
            cast still count.
          </ConfirmDialog>
        </div>
      )}
    </>
  )
}

type Wanted = Exclude<MembershipType, 'visitor'>
type StepProps = { wants: Wanted; region: PublicRegion; terms: Terms; pending: boolean }

function NextStep({ wants, region, terms, pending }: StepProps) {
  const needsDecision = wants === 'resident' && region.immigrationPolicy === 'application'
  const words: Record<Wanted, { text: string; button: string }> = {
    resident: {
      text: IMMIGRATION_WORDS[region.immigrationPolicy],
      button: `Become ${withArticle(terms.resident.toLowerCase())}`,
    },
    citizen: {
      text: `Citizens vote and run for office. Residents wait ${formatCount(region.citizenshipWaitDays, 'day')}, or less if the government agrees.`,
      button: `Become ${withArticle(terms.citizen.toLowerCase())}`,
    },
  }
  return (
    <Form method="post" className="grid gap-4">
      <input type="hidden" name="intent" value="join" />
      <input type="hidden" name="as" value={wants} />
      <p className="text-ink-2">{words[wants].text}</p>
      {needsDecision ? (
        <RefusedFields hidden={{ intent: 'join', as: wants }}>
          <Field label="Why do you want to live here?" optional>
            <Textarea name="message" rows={3} maxLength={1000} />
          </Field>
        </RefusedFields>
      ) : null}
      <Button type="submit" variant="primary" pending={pending} className="justify-self-start">
        {words[wants].button}
      </Button>
    </Form>
  )
}
