/** An error with PayPal's issue code. */
export class SubscriptionError extends Error {
  readonly issue: string
  constructor(issue: string, description: string) {
    super(description)
    this.issue = issue
  }
}
