import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Orbit } from 'lucide-react'
import { useEffect } from 'react'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { ActionsSection } from './actions-section.tsx'
import { DataSection } from './data-section.tsx'
import { DataStatesSection } from './data-states-section.tsx'
import { FormStatesSection } from './form-states-section.tsx'
import { FormsSection } from './forms-section.tsx'
import { MessagesSection } from './messages-section.tsx'
import { PicturesSection } from './pictures-section.tsx'
import { PlatformSection } from './platform-section.tsx'
import { RegionSection } from './region-section.tsx'
import { VotesSection } from './votes-section.tsx'

export const meta: MetaFunction = () => [{ title: 'Gallery · SectorWars 2102' }]

/** For developers only: all components in all states. */
export const loader = ({ context }: LoaderFunctionArgs) => {
  if (import.meta.env.PROD && context.gallery !== true) throw new Response(null, { status: 404 })
  return null
}

export default function Gallery() {
  // Refusals and reviews grab the focus; here they are only examples.
  useEffect(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    if (window.location.hash === '') window.scrollTo(0, 0)
  }, [])
  return (
    <>
      <PageHeader
        eyebrow="Design system"
        title="Gallery"
        description="All components in all states. Switch the theme in the account or appearance menu."
        breadcrumbs={[{ label: 'Home', to: '/' }, { label: 'Gallery' }]}
        actions={
          <>
            <Button variant="ghost">Ghost</Button>
            <Button variant="primary">
              <Orbit aria-hidden className="size-4" />
              Primary
            </Button>
          </>
        }
      />
      {/* Example forms do nothing. */}
      <div className="grid gap-8" onSubmitCapture={(event) => event.preventDefault()}>
        <ActionsSection />
        <DataSection />
        <DataStatesSection />
        <MessagesSection />
        <FormsSection />
        <FormStatesSection />
        <PicturesSection />
        <PlatformSection />
        <RegionSection />
        <VotesSection />
        <RegionTheme
          theme={{ accent: '#d9480f', background: '#1a0f0a', text: '#ffeede', font: 'serif' }}
          extent="full"
        >
          <div className="grid gap-8 p-4 sm:p-6">
            <p className="font-display text-2xl">A region’s own page with its colours and font</p>
            <ActionsSection title="Actions in a region" />
          </div>
        </RegionTheme>
      </div>
    </>
  )
}
