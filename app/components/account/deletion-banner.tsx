import { Form } from '@remix-run/react'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Time } from '#app/components/ui/time.tsx'

/** When the reader's account will be deleted, with the way back. */
export function DeletionBanner({ dueAt }: { dueAt: string }) {
  return (
    <Banner
      tone="danger"
      className="mb-6"
      title="Your account will be deleted"
      actions={
        <Form method="post" action="/account/delete">
          <Button type="submit" name="intent" value="keep" variant="primary">
            Keep my account
          </Button>
        </Form>
      }
    >
      At <Time at={dueAt} />. If you did not ask for it, keep your account and change your password: somebody
      knows it.
    </Banner>
  )
}
