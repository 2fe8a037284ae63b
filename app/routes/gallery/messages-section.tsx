import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Progress, ProgressSteps } from '#app/components/ui/progress.tsx'
import { Skeleton } from '#app/components/ui/skeleton.tsx'

const TONES = ['info', 'success', 'warning', 'danger'] as const

export function MessagesSection() {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <div className="grid content-start gap-3">
        {TONES.map((tone) => (
          <Banner
            key={tone}
            tone={tone}
            title={`Banner: ${tone}`}
            actions={tone === 'warning' ? <Button size="sm">Update payment</Button> : undefined}
          >
            The last payment failed. Everything works until 6 December; paying restores the region
            immediately.
          </Banner>
        ))}
      </div>
      <Panel title="Progress">
        <div className="grid gap-6">
          <Progress label="Generating the Nexus" percent={64} detail="Linking sectors of the transit hub" />
          <Progress label="Confirming with PayPal" percent={null} />
          <ProgressSteps
            label="Building the region"
            steps={[
              { key: 'paid', label: 'Payment confirmed', state: 'done' },
              { key: 'database', label: 'Space reserved', state: 'done', detail: 'in 35 ms' },
              { key: 'sectors', label: 'Charting 500 sectors', state: 'running', detail: '312 so far' },
              {
                key: 'gate',
                label: 'Opening the gate',
                state: 'failed',
                detail: 'Retrying in 10 seconds',
              },
              { key: 'citizen', label: 'First citizen', state: 'waiting' },
            ]}
          />
          <div aria-busy className="grid gap-2">
            <Skeleton className="w-1/2" />
            <Skeleton />
          </div>
        </div>
      </Panel>
    </div>
  )
}
