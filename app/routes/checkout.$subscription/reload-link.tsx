/** Without JavaScript the page does not update itself. */
export function ReloadLink({ subscriptionId }: { subscriptionId: string }) {
  return (
    <noscript>
      <a className="link" href={`/checkout/${subscriptionId}?from=paypal`}>
        Reload
      </a>
    </noscript>
  )
}
