/** Without script the page does not follow by itself. */
export function LookAgain({ subscriptionId }: { subscriptionId: string }) {
  return (
    <noscript>
      <a className="link" href={`/checkout/${subscriptionId}?from=paypal`}>
        Look again
      </a>
    </noscript>
  )
}
