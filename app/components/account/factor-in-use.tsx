import { type ReactNode } from 'react'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { NewCodes } from './new-codes.tsx'

/** After the first second factor of an account: its recovery codes, the only time that they are shown, and what it means to have it. */
export function FactorInUse(props: { title: string; codes: readonly string[]; children: ReactNode }) {
  const { title, codes, children } = props
  return (
    <>
      <NewCodes codes={codes} />
      <Panel title={title}>
        <p className="mb-5">{children}</p>
        <LinkButton to="/account/security" variant="primary">
          I have kept the codes
        </LinkButton>
      </Panel>
    </>
  )
}
