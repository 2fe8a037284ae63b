import { ActDialog } from '#app/components/admin/act-dialog.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Player } from '#app/lib/api-types.ts'
import { formatCount, formatLabel } from '#app/lib/format.ts'
import { SUSPENSION_DAYS } from '#server/domain/identity/suspension.ts'

type PlayerProps = { player: Player }

/** Whose account it is, and what an administrator can do to it. */
export function AccountPanel({ player, isOneself }: PlayerProps & { isOneself: boolean }) {
  const { suspension, suspendedAt } = player
  return (
    <Panel
      title="Account"
      actions={
        <LinkButton to={`/pilots/${player.callsign}`} size="sm">
          Public profile
        </LinkButton>
      }
    >
      {suspension === null ? null : (
        <Banner tone="danger" title="Suspended" className="mb-4">
          Since {suspendedAt === null ? '' : <Time at={suspendedAt} />},{' '}
          {suspension.until === null ? (
            'until it is lifted'
          ) : (
            <>
              until <Time at={suspension.until} />
            </>
          )}
          . The player reads: “{suspension.text}”
        </Banner>
      )}
      <DataList
        items={[
          { label: 'Address', value: <span className="break-all">{player.email}</span> },
          {
            label: 'Confirmed',
            value: player.confirmedAt === null ? 'No' : <Time at={player.confirmedAt} />,
          },
          { label: 'Role', value: formatLabel(player.role) },
          { label: 'Playing since', value: <Time at={player.createdAt} /> },
          {
            label: 'Last seen',
            value: player.lastSeenAt === null ? 'In no browser now' : <Time at={player.lastSeenAt} />,
          },
        ]}
      />
      {player.expiredAt === null ? (
        <div className="mt-4 flex flex-wrap gap-3">
          <Acts player={player} isOneself={isOneself} />
        </div>
      ) : (
        <p className="text-ink-2 mt-4">
          Nobody confirmed this account, so it ended. Nobody can log in to it any more.
        </p>
      )}
    </Panel>
  )
}

function Acts({ player, isOneself }: PlayerProps & { isOneself: boolean }) {
  const { callsign, role, suspension } = player
  return (
    <>
      <ActDialog
        intent="send-reset"
        label="Send a reset"
        title={`Let ${callsign} choose a new password?`}
        confirmLabel="Make the link"
        tone="primary"
      >
        The player gets a link by mail. Where this platform sends no mails you see it once, to hand it on. The
        password stays as it is until the link is used.
      </ActDialog>
      {role === 'admin' ? (
        <DemoteDialog callsign={callsign} isOneself={isOneself} />
      ) : suspension === null ? (
        <>
          <ActDialog
            intent="invite"
            label="Invite as administrator"
            title={`Invite ${callsign} to administer this platform?`}
            confirmLabel="Invite"
            tone="primary"
          >
            An administrator can do everything that you can do here. The invitation holds for 14 days, and as
            long as you are an administrator.
          </ActDialog>
          <SuspendDialog callsign={callsign} />
        </>
      ) : (
        <ActDialog
          intent="lift"
          label="Lift the suspension"
          title={`Lift the suspension of ${callsign}?`}
          confirmLabel="Lift it"
          tone="primary"
        >
          The player can do everything again at once, and is told.
        </ActDialog>
      )}
    </>
  )
}

function DemoteDialog({ callsign, isOneself }: { callsign: string; isOneself: boolean }) {
  return (
    <ActDialog
      intent="demote"
      label={isOneself ? 'Step down' : 'Demote'}
      title={isOneself ? 'Step down as administrator?' : `Make ${callsign} a player again?`}
      confirmLabel={isOneself ? 'Step down' : 'Demote'}
    >
      {isOneself ? 'You are' : 'The player is'} logged out everywhere, and every invitation that{' '}
      {isOneself ? 'you' : 'they'} made to become an administrator ends.
    </ActDialog>
  )
}

function SuspendDialog({ callsign }: { callsign: string }) {
  return (
    <ActDialog
      intent="suspend"
      label="Suspend"
      title={`Suspend ${callsign}?`}
      confirmLabel="Suspend"
      controls={
        <>
          <Field label="For how long" id="suspend-days">
            <Select
              name="days"
              required
              defaultValue="7"
              options={SUSPENSION_DAYS.map((days) =>
                days === null
                  ? { value: 'lifted', label: 'Until it is lifted' }
                  : { value: String(days), label: formatCount(days, 'day') },
              )}
            />
          </Field>
          <Field label="What the player is told" id="suspend-text">
            <Textarea name="text" required minLength={3} maxLength={500} rows={3} />
          </Field>
        </>
      }
    >
      The player is logged out everywhere and tokens are revoked. They can log in to read why and until when,
      and cancel what they pay for; nothing else. Offices, memberships and ballots that were cast stay.
    </ActDialog>
  )
}
