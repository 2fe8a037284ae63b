import { type ReactNode } from 'react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'

export type ActDialogProps = {
  /** Tells the page's action what to do. */
  intent: string
  /** Of the button that opens it. */
  label: string
  /** Where several buttons have the same label. */
  ariaLabel?: string
  title: ReactNode
  confirmLabel: string
  /** What happens, as facts. */
  children: ReactNode
  tone?: 'danger' | 'primary'
  size?: 'sm' | 'md'
  /** Hidden fields beside the intent. */
  fields?: Record<string, string>
  /** Controls above the reason. */
  controls?: ReactNode
}

/** An act of an administrator: says what it does, and takes the reason that the audit log keeps. */
export function ActDialog(props: ActDialogProps) {
  const { intent, label, ariaLabel, children, tone = 'danger', size = 'md', fields, controls } = props
  const mark = [intent, ...Object.values(fields ?? {})].join('-')
  return (
    <ConfirmDialog
      trigger={
        <Button variant={tone === 'danger' ? 'danger' : 'secondary'} size={size} aria-label={ariaLabel}>
          {label}
        </Button>
      }
      title={props.title}
      confirmLabel={props.confirmLabel}
      tone={tone}
      fields={{ intent, ...fields }}
      controls={
        <>
          {controls}
          <Field label="Reason, for the audit log" id={`reason-${mark}`}>
            <Textarea name="reason" required minLength={3} maxLength={500} rows={2} />
          </Field>
        </>
      }
    >
      {children}
    </ConfirmDialog>
  )
}
