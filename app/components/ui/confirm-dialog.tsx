import { Form } from '@remix-run/react'
import { cloneElement, useEffect, useId, useRef, useState } from 'react'
import { type FormEvent, type MouseEventHandler, type ReactElement, type ReactNode } from 'react'
import { RefusedFields, useRefusedForm } from '#app/lib/refused-form.tsx'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from './button.tsx'

type TriggerProps = {
  children?: ReactNode
  onClick?: MouseEventHandler<HTMLButtonElement>
  'aria-haspopup'?: 'dialog'
}

export type ConfirmDialogProps = {
  /** Button that opens the dialog; its text is also the summary shown without JavaScript. */
  trigger: ReactElement<TriggerProps>
  title: ReactNode
  /** The consequences: facts and figures, not "are you sure". */
  children: ReactNode
  confirmLabel: string
  /** What the button that changes nothing leaves as it is, such as “Keep subscription”. */
  backLabel?: string
  tone?: 'danger' | 'primary'
  /** Target of the form; defaults to the page's own action. */
  action?: string
  /** Hidden fields, such as the intent. */
  fields?: Record<string, string>
  /** Extra form controls, such as a required reason. */
  controls?: ReactNode
  /** Called instead of posting a form. */
  onConfirm?: () => void
}

/** Asks before an irreversible action. Before hydration the same form expands in place, open where it was refused. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, children, fields = {} } = props
  const wasRefused = useRefusedForm(fields) !== null && 'intent' in fields
  const hydrated = useHydrated()
  const [open, setOpen] = useState(false)

  if (!hydrated) {
    return (
      <details className="inline-block" open={wasRefused}>
        <summary className="link inline-flex min-h-11 items-center">{trigger.props.children}</summary>
        <div className="notch mt-2 max-w-lg p-5">
          <p className="font-semibold">{title}</p>
          <div className="text-ink-2 my-3">{children}</div>
          <ConfirmForm {...props} />
        </div>
      </details>
    )
  }
  return (
    <>
      {cloneElement(trigger, { 'aria-haspopup': 'dialog', onClick: () => setOpen(true) })}
      {open ? <ModalDialog {...props} onClosed={() => setOpen(false)} /> : null}
    </>
  )
}

/** The browser's modal dialog: keeps the focus inside, closes on Escape and gives the focus back. */
function ModalDialog({ onClosed, ...props }: ConfirmDialogProps & { onClosed: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const textId = useId()
  const close = () => dialog.current?.close()

  useEffect(() => {
    dialog.current?.showModal()
    const first =
      dialog.current?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea') ??
      dialog.current?.querySelector<HTMLElement>('button')
    first?.focus()
  }, [])

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      onClose={onClosed}
      className="notch notch-lit text-ink backdrop:bg-scrim fixed! m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg flex-col bg-transparent text-left text-base font-normal whitespace-normal drop-shadow-[0_24px_60px_var(--shade)] outline-none open:flex"
    >
      <div className="min-h-0 overflow-y-auto p-5">
        <h2 id={titleId} className="text-xl">
          {props.title}
        </h2>
        <div id={textId} className="text-ink-2 mt-3 text-pretty">
          {props.children}
        </div>
        <ConfirmForm
          {...props}
          onDone={close}
          cancel={
            <Button variant="ghost" onClick={close}>
              {props.backLabel ?? 'Go back'}
            </Button>
          }
        />
      </div>
    </dialog>
  )
}

type ConfirmFormProps = ConfirmDialogProps & { onDone?: () => void; cancel?: ReactElement }

function ConfirmForm(props: ConfirmFormProps) {
  const { confirmLabel, tone = 'danger', action, fields, controls, onConfirm, onDone, cancel } = props
  const onSubmit = (event: FormEvent) => {
    if (onConfirm) {
      event.preventDefault()
      onConfirm()
    }
    onDone?.()
  }
  return (
    <Form method="post" action={action} onSubmit={onSubmit} className="mt-5 grid gap-5">
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields && 'intent' in fields ? <RefusedFields hidden={fields}>{controls}</RefusedFields> : controls}
      <div className="flex flex-wrap justify-end gap-3">
        {cancel}
        <Button type="submit" variant={tone}>
          {confirmLabel}
        </Button>
      </div>
    </Form>
  )
}
