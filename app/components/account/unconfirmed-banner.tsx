import { Form } from '@remix-run/react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'

export type UnconfirmedBannerProps = { email: string }

/** What an account waits for whose address is not confirmed. */
export function UnconfirmedBanner({ email }: UnconfirmedBannerProps) {
  return (
    <Banner
      tone="warning"
      title="Confirm your e-mail address"
      className="mb-6"
      actions={
        <Form method="post" action="/account/confirm">
          <Button type="submit" size="sm">
            Mail me another link
          </Button>
        </Form>
      }
    >
      We mailed a link to <span className="break-all">{email}</span>. Until you open it you can fly and trade,
      but not join regions, vote, buy, or use the API. An account that nobody confirms ends after seven days.
    </Banner>
  )
}
