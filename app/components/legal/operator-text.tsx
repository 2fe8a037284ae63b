import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { type LegalBlock, type LegalPage } from '#server/domain/privacy/legal-text.ts'

/** A text that the operator wrote, or that there is none yet. */
export function OperatorText({
  title,
  page,
  blocks,
}: {
  title: string
  page: LegalPage
  blocks: readonly LegalBlock[] | null
}) {
  return (
    <>
      <PageHeader title={title} />
      <div className="grid max-w-3xl gap-4">
        {blocks === null ? (
          <Banner tone="warning" title="The operator of this installation has not written this page yet">
            The operator puts the text into <code>{page}.md</code> in the folder that the setting{' '}
            <code>LEGAL_DIR</code> names.
          </Banner>
        ) : (
          blocks.map(({ kind, text }, at) =>
            kind === 'heading' ? (
              <h2 key={at} className="mt-4 text-lg">
                {text}
              </h2>
            ) : (
              <p key={at} className="text-pretty whitespace-pre-line break-words">
                {text}
              </p>
            ),
          )
        )}
      </div>
    </>
  )
}
