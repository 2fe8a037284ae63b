import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Switch } from '#app/components/ui/switch.tsx'
import { MAIL_SUBJECT_TEXTS, type MailSubject } from '#server/domain/mail/mail-subjects.ts'

export type MailPanelProps = { preferences: readonly { subject: MailSubject; enabled: boolean }[] }

/** What its reader is mailed about. */
export function MailPanel({ preferences }: MailPanelProps) {
  return (
    <Form method="post" action="/account/mail">
      <Panel
        title="Mail"
        description="Choose what also comes by mail. Only what appears under the bell is mailed."
        footer={
          <Button type="submit" variant="primary">
            Save mail settings
          </Button>
        }
      >
        <div className="divide-line grid divide-y">
          {preferences.map(({ subject, enabled }) => (
            <Switch
              key={subject}
              name={subject}
              defaultChecked={enabled}
              label={MAIL_SUBJECT_TEXTS[subject].label}
              hint={MAIL_SUBJECT_TEXTS[subject].text}
              className="py-4! first:pt-0!"
            />
          ))}
        </div>
        <p className="text-ink-2 mt-4 text-sm text-pretty">
          You are always mailed about your account’s security and your payments.
        </p>
      </Panel>
    </Form>
  )
}
