import { ProvenForm, type Proving } from '#app/components/account/proven-form.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Preview } from './loss-panel.tsx'

export type RestoreFormProps = Proving & { preview: Preview }

/** Asks for the name, and for a proof where the log-in is older than ten minutes. */
export const RestoreForm = ({ preview, ...proving }: RestoreFormProps) => (
  <Panel
    title="Restore"
    description="The galaxy is closed for some seconds or minutes. It is backed up as it is now first, so that this can be undone."
  >
    <ProvenForm {...proving} confirm={preview.name} submit={`Restore ${preview.displayName}`} />
  </Panel>
)
